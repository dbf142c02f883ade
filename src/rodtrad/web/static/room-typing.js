// What is typed and pasted in a paragraph: text modules, bold words, and mark-up from elsewhere. Goes before room.js, which
// saves.

const MODULES = {
  "/beslut": () => document.getElementById("beslut-clauses"),
  "/uppdrag": () => assignment("assignment"),
  "/medskick": () => assignment("advice"),
  "/bordlägg": () => decision("bordlägga ärendet till nästa möte"),
  "/återremiss": () => decision("återremittera ärendet för ytterligare beredning"),
};

function assignment(kind) {
  document.getElementById("nytt-uppdrag").open = true;
  document.getElementById("uppdrag-kind").value = kind;
  return document.getElementById("uppdrag-assignee");
}

function decision(text) {
  const field = document.getElementById("beslut-clauses");
  field.value = field.value ? `${field.value}\n${text}` : text;
  return field;
}

function module(form, event) {
  const field = textOf(form);
  const open = (event.key === " " || event.key === "Enter") && MODULES[field.value.trim().toLowerCase()];
  if (!open) return;
  event.preventDefault();
  field.value = "";
  changed(form);
  open()?.focus();
}

function bold(form) {
  const field = textOf(form);
  const [from, to] = [field.selectionStart, field.selectionEnd];
  field.setRangeText(`**${field.value.slice(from, to)}**`);
  field.setSelectionRange(from + 2, to + 2);
  changed(form);
}

// Mark-up is made into paragraphs by the server; without an answer, the plain text is put in as browsers do.
async function paste(form, event) {
  const [html, plain] = ["text/html", "text/plain"].map((kind) => event.clipboardData.getData(kind));
  if (!/<(li|h[1-6]|b|strong)\b|mso-list/i.test(html)) return;
  event.preventDefault();
  const field = textOf(form);
  let pieces = [];
  try {
    const answer = await fetch(address.replace("/stycke/", "/klistra/"), {
      method: "POST",
      body: new URLSearchParams({ html }),
      redirect: "manual",
      headers: { "X-CSRFToken": cookie("csrftoken") || token },
      signal: AbortSignal.timeout(WAIT / 4),
    });
    if (answer.ok) pieces = (await answer.json()).pieces;
  } catch {
    // The plain text it is.
  }
  if (pieces.length && form === list.lastElementChild && !field.value) pieces.forEach(putLast);
  else {
    field.setRangeText(pieces.map((piece) => piece.text).join("\n") || plain, field.selectionStart, field.selectionEnd, "end");
    changed(form);
  }
}

function putLast(piece) {
  const form = list.lastElementChild;
  textOf(form).value = piece.text;
  kindOf(form).value = piece.kind;
  changed(form);
  addBlank();
  save(form);
}
