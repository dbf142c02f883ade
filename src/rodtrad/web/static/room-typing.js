// What is typed and pasted in a paragraph: text modules, bold words, and mark-up from elsewhere; and what the room's
// forms do beside it. Goes before room.js, which saves.

// What the page lists as modules, "/beslut" and the like: at the item itself, and at each of its sections.
const modules = [...document.querySelectorAll("[data-module]")];
const partOf = (element) => element.closest("[data-part]");

// Go to the field that a module leads to, with what it fills in and chooses; or make the paragraph what it says.
function run(link, form) {
  const { field, fills, choice, text } = link.dataset;
  const target = document.getElementById(field);
  if (!target) return become(form, choice, text);
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const kind = target.form.elements.kind;
  if (choice && kind) kind.value = choice;
  if (fills) target.value = target.value ? `${target.value}\n${fills}` : fills;
  target.focus();
}

function become(form, choice, text) {
  if (choice) kindOf(form).value = choice;
  if (text) textOf(form).value = text;
  textOf(form).focus();
  changed(form);
}

function module(form, event) {
  const field = textOf(form);
  if (event.key !== " " && event.key !== "Enter") return;
  const word = field.value.trim().toLowerCase();
  const link = modules.find((one) => one.dataset.module === word && partOf(one) === partOf(form));
  if (!link) return;
  event.preventDefault();
  clear(form);
  run(link, form);
}

// Take the word away again: a paragraph that was nothing else is none, and is not saved.
function clear(form) {
  const known = forms.get(form);
  textOf(form).value = "";
  if (form.dataset.revision !== "0" || known.pending) return changed(form);
  clearTimeout(known.timer);
  delete form.dataset.state;
  store(draftKey(form), null);
  tell();
}

for (const link of modules) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    run(link, partOf(link).querySelector("[data-paragraphs]").lastElementChild);
  });
}

// What was just decided may be taken back as one for ten seconds; afterwards each by its own button. Who is there is not
// left without a focus.
const just = document.querySelector("[data-just]");
if (just) {
  history.replaceState(null, "", location.href.replace(/&nyss=\d+/g, ""));
  setTimeout(() => {
    if (just.contains(document.activeElement)) document.getElementById(just.dataset.just)?.focus();
    just.remove();
  }, 10000);
}

function bold(form) {
  const field = textOf(form);
  const [from, to] = [field.selectionStart, field.selectionEnd];
  field.setRangeText(`**${field.value.slice(from, to)}**`);
  field.setSelectionRange(from + 2, to + 2);
  changed(form);
}

// Mark-up is made into paragraphs by the server; without an answer or where it refuses, which is told, the plain text is
// put in as browsers do.
async function paste(form, event) {
  const [html, plain] = ["text/html", "text/plain"].map((kind) => event.clipboardData.getData(kind));
  if (!/<(li|h[1-6]|b|strong)\b|mso-list/i.test(html)) return;
  event.preventDefault();
  const field = textOf(form);
  let pieces = [];
  form.querySelector("[role=alert]")?.remove();
  try {
    const answer = await fetch(addressOf(form).replace("/stycke/", "/klistra/"), {
      method: "POST",
      body: new URLSearchParams({ html }),
      redirect: "manual",
      headers: { "X-CSRFToken": cookie("csrftoken") || token },
      signal: AbortSignal.timeout(WAIT / 4),
    });
    const told = await answer.json().catch(() => ({ error: "Det du klistrade in kunde inte delas i stycken." }));
    if (answer.ok) pieces = told.pieces;
    else tellBelow(form, `${told.error} Texten står här utan rubriker och listor.`);
  } catch {
    // The plain text it is.
  }
  const list = listOf(form);
  if (pieces.length && form === list.lastElementChild && !field.value) pieces.forEach((piece) => putLast(list, piece));
  else {
    field.setRangeText(pieces.map((piece) => piece.text).join("\n") || plain, field.selectionStart, field.selectionEnd, "end");
    changed(form);
  }
}

function tellBelow(form, text) {
  const told = document.createElement("p");
  told.setAttribute("role", "alert");
  told.textContent = text;
  form.append(told);
}

function putLast(list, piece) {
  const form = list.lastElementChild;
  textOf(form).value = piece.text;
  kindOf(form).value = piece.kind;
  changed(form);
  addBlank(list);
  save(form);
}
