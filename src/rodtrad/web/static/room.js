// Writing minutes: each paragraph is saved by itself a second after the last key, and kept in this browser until the
// server has answered that it is saved. Nothing that has focus is ever replaced.
//
// A save that was sent is sent again, the same to the letter and by the same key, until it is answered, and only then
// what was written since: so an answer lost on the way neither doubles a text nor makes it disagree with itself.

const PAUSE = 1000; // ms after the last key
const RETRY = [1000, 2000, 5000, 10000, 15000]; // ms between attempts while the server does not answer
const WAIT = 20000; // ms for an answer
const OUTLIVES = 60000; // characters of a request that a browser finishes after its page is closed
const lists = [...document.querySelectorAll("[data-paragraphs]")]; // of the item itself, and of each of its sections
const status = document.querySelector("[data-saving]");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
// Drafts are the meeting's and the writer's: who logs in after somebody else neither sees nor saves their text.
const drafts = `stycke:${lists[0]?.dataset.room}:`;
const tab = newKey();
const forms = new Map(); // what is known of each form: its draft, its timer, whether it is on its way
let loggedOut = false;
let refused = "";
let kept = true;

function newKey() {
  // randomUUID is only there over https and on the own machine.
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

const listOf = (form) => form.closest("[data-paragraphs]");
const addressOf = (form) => listOf(form).dataset.paragraphs;
const textOf = (form) => form.querySelector("textarea");
const kindOf = (form) => form.querySelector("[name=kind]");
const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
const unsaved = () => [...forms.keys()].filter((form) => form.dataset.state);

// The browser's own store may be full or forbidden: then the text is saved all the same, and nobody leaves unwarned.
function store(key, draft) {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
    kept = true;
  } catch {
    kept = false;
  }
}

function stored() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(drafts));
    return keys.flatMap((key) => {
      try {
        return [[key, JSON.parse(localStorage.getItem(key))]];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

const draftKey = (form) => `${drafts}${form.dataset.key}:${tab}`;

function standing(form) {
  return {
    key: form.dataset.key,
    base: Number(form.dataset.revision),
    after: form.dataset.after || "",
    kind: kindOf(form).value,
    removed: form.dataset.removed || "",
    text: textOf(form).value,
  };
}

const keep = (form) => store(draftKey(form), { address: addressOf(form), ...standing(form), pending: forms.get(form).pending });
const differs = (form, sent) => ["text", "kind", "removed"].some((name) => standing(form)[name] !== sent[name]);

function tell() {
  const waiting = unsaved();
  const away = waiting.some((form) => forms.get(form).attempts);
  status.dataset.state = away || loggedOut || refused ? "away" : waiting.length ? "unsaved" : "saved";
  if (loggedOut && waiting.length) {
    const link = Object.assign(document.createElement("a"), { href: "/konto/logga-in/", target: "_blank", textContent: "Logga in i en ny flik" });
    status.replaceChildren("Ej sparat – inloggningen har gått ut eller gäller någon annan. Texten är kvar här. ", link, ".");
  } else if (refused) {
    status.textContent = `Ej sparat – ${refused}`;
  } else if (away) {
    const why = navigator.onLine ? "servern svarar inte" : "du är frånkopplad";
    status.textContent = `Ej sparat – ${why}. Texten är kvar här och sparas så snart det går.`;
  } else if (waiting.some((form) => form.dataset.state === "conflict")) {
    status.textContent = "Ej sparat – välj vilken text som ska stå.";
  } else if (waiting.length) {
    status.textContent = "Sparar …";
  } else if (status.dataset.at) {
    status.textContent = `Sparat ${status.dataset.at}`;
  }
  if (!kept && waiting.length) status.append(" Webbläsaren kan inte behålla en kopia: lämna inte sidan innan det är sparat.");
}

function later(form, wait) {
  clearTimeout(forms.get(form).timer);
  forms.get(form).timer = setTimeout(() => save(form), wait);
}

// What a paragraph is stands above it, but for plain text.
function showKind(form) {
  const chosen = kindOf(form).selectedOptions[0];
  form.querySelector("[data-kind]").textContent = chosen.value === "text" ? "" : chosen.text;
}

function changed(form) {
  showKind(form);
  if (form.dataset.state !== "conflict") form.dataset.state = "unsaved";
  later(form, PAUSE);
  keep(form);
  tell();
}

// What came of a save: "saved", "conflict", "refused", "login" or "away", and what the server told.
async function post(to, sent) {
  const body = new URLSearchParams(sent).toString();
  try {
    const answer = await fetch(to, {
      method: "POST",
      body,
      redirect: "manual",
      keepalive: body.length < OUTLIVES,
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": cookie("csrftoken") || token },
      signal: AbortSignal.timeout(WAIT),
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) return ["login"];
    const outcome = { 200: "saved", 409: "conflict", 400: "refused" }[answer.status];
    return outcome ? [outcome, await answer.json()] : ["away"];
  } catch {
    return ["away"];
  }
}

async function save(form) {
  const known = forms.get(form);
  if (known.sending || form.dataset.state !== "unsaved") return;
  // A new paragraph is put behind the one that it follows, which must be there first.
  const before = listOf(form).querySelector(`[data-key="${CSS.escape(form.dataset.after || "")}"]`);
  if (before?.dataset.state && before.dataset.revision === "0") return later(form, PAUSE);
  clearTimeout(known.timer);
  known.pending ||= { save_key: newKey(), ...standing(form) };
  keep(form);
  known.sending = true;
  const [outcome, told] = await post(addressOf(form), known.pending);
  known.sending = false;
  if (outcome === "login" || outcome === "away") {
    loggedOut = outcome === "login";
    known.attempts += 1;
    later(form, RETRY[Math.min(known.attempts, RETRY.length) - 1]);
  } else {
    const sent = known.pending;
    known.attempts = 0;
    known.pending = null;
    loggedOut = false;
    refused = outcome === "refused" ? told.error : "";
    if (outcome === "saved") saved(form, told, sent);
    else if (outcome === "conflict") disagree(form, told);
  }
  tell();
}

function saved(form, told, sent) {
  form.dataset.revision = told.revision;
  form.querySelector("[name=base]").value = told.revision;
  status.dataset.at = told.at;
  if (differs(form, sent)) {
    keep(form);
    later(form, PAUSE);
  } else {
    delete form.dataset.state;
    store(draftKey(form), null);
  }
  if (form === listOf(form).lastElementChild && sent.text.trim()) addBlank(listOf(form));
}

function disagree(form, told) {
  form.dataset.state = "conflict";
  form.dataset.revision = told.revision;
  keep(form);
  form.querySelector(".choose")?.remove();
  const box = document.createElement("div");
  box.className = "choose";
  box.setAttribute("role", "alert");
  const who = told.by || "Någon annan";
  const what = told.removed ? "har tagit bort stycket. Så här stod det:" : "har skrivit i stycket samtidigt. Båda texterna är kvar. Så här står det nu:";
  const line = Object.assign(document.createElement("p"), { textContent: `${who} ${what}` });
  const theirs = Object.assign(document.createElement("p"), { className: "quote", textContent: told.theirs });
  const mine = button("Låt min text stå", () => choose(form, textOf(form).value));
  const other = button("Ta den andra texten", () => choose(form, told.theirs));
  const both = button("Båda, efter varandra", () => choose(form, `${told.theirs}\n${textOf(form).value}`));
  const row = document.createElement("div");
  row.className = "actions";
  row.append(mine, other, both);
  box.append(line, theirs, row);
  form.append(box);
}

function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "ds-button", textContent: text });
  made.dataset.variant = "secondary";
  made.dataset.size = "sm";
  made.addEventListener("click", act);
  return made;
}

function choose(form, text) {
  form.querySelector(".choose")?.remove();
  form.dataset.state = "unsaved";
  textOf(form).value = text;
  textOf(form).focus();
  changed(form);
}

function addBlank(list) {
  const last = list.lastElementChild;
  const fresh = last.cloneNode(true);
  fresh.dataset.key = newKey();
  fresh.dataset.revision = "0";
  fresh.dataset.after = last.dataset.key;
  delete fresh.dataset.state;
  delete fresh.dataset.removed;
  fresh.querySelectorAll(".choose, [role=alert]").forEach((one) => one.remove());
  textOf(fresh).value = "";
  kindOf(fresh).value = "text";
  list.append(fresh);
  watch(fresh);
}

// Taking a paragraph out, and putting it back: both are saves, so neither is lost.
function remove(form) {
  form.dataset.removed = "1";
  const undo = button("Ångra", () => {
    delete form.dataset.removed;
    undo.parentElement.remove();
    changed(form);
    save(form);
    textOf(form).focus();
  });
  const line = document.createElement("p");
  line.className = "removed";
  line.append("Stycket är borttaget. ", undo);
  form.append(line);
  undo.focus();
  changed(form);
  save(form);
}

function watch(form) {
  showKind(form);
  forms.set(form, { attempts: 0, pending: null, sending: false, timer: 0 });
  const field = textOf(form);
  field.addEventListener("input", () => changed(form));
  field.addEventListener("blur", () => save(form));
  field.addEventListener("keydown", (event) => module(form, event));
  field.addEventListener("paste", (event) => paste(form, event));
  kindOf(form).addEventListener("change", () => changed(form));
  form.querySelector("[data-bold]").addEventListener("click", () => bold(form));
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction")) return; // moving it
    event.preventDefault();
    if (event.submitter?.name === "removed") remove(form);
    else save(form);
  });
}

// Take over a draft: kept here before it is dropped there, so that there is no moment without it.
function adopt(form, draft, key) {
  const isNew = form.dataset.key !== draft.key;
  if (isNew) Object.assign(form.dataset, { key: draft.key, after: draft.after });
  form.dataset.revision = draft.base;
  form.dataset.state = "unsaved";
  forms.get(form).pending = draft.pending;
  textOf(form).value = draft.text;
  kindOf(form).value = draft.kind;
  showKind(form);
  if (isNew) addBlank(listOf(form));
  keep(form);
  if (kept) store(key, null);
  if (draft.removed) remove(form);
  else save(form);
}

// What an earlier visit left unsaved, when the browser was closed or the page was reloaded without a network.
function recover() {
  for (const [key, draft] of stored()) {
    const list = lists.find((one) => one.dataset.paragraphs === draft.address);
    const form = list?.querySelector(`[data-key="${CSS.escape(draft.key)}"]`);
    const isTaken = form?.dataset.state; // by a draft that another tab left of the same paragraph
    if (!list) stray(key, draft);
    else if (isTaken && textOf(form).value === draft.text) store(key, null);
    else if (isTaken) adopt(list.lastElementChild, { ...draft, key: newKey(), base: 0, after: draft.key, pending: null }, key);
    else adopt(form || list.lastElementChild, draft, key);
  }
}

// What was left at another item is sent from here; where somebody must choose, the page leads there.
async function stray(key, draft) {
  const { address: to, pending, ...rest } = draft;
  const [outcome] = await post(to, pending || { save_key: newKey(), ...rest });
  if (outcome === "saved" && (!pending || pending.text === rest.text)) return store(key, null);
  const notice = document.querySelector("[data-left]");
  const item = to.match(/\d+/)[0];
  const link = Object.assign(document.createElement("a"), { href: `?punkt=${item}#punkten`, textContent: "Gå till punkten" });
  notice.replaceChildren("Det finns text som inte är sparad vid en annan punkt. ", link, ".");
  notice.hidden = false;
}

function keys(event) {
  if (event.ctrlKey && event.key === "s") {
    event.preventDefault();
    unsaved().forEach((form) => save(form));
  } else if (event.ctrlKey && event.key === "b" && event.target.matches(".paragraph textarea")) {
    event.preventDefault();
    bold(event.target.form);
  }
}

function step(event) {
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    document.querySelector(`[data-step="${event.key === "ArrowUp" ? "up" : "down"}"]`)?.click();
  }
}

document.addEventListener("keydown", step);
if (lists.length && !document.querySelector(".paragraph textarea[readonly]")) {
  document.documentElement.classList.add("scripted");
  for (const form of document.querySelectorAll("form.paragraph")) watch(form);
  recover();
  document.addEventListener("keydown", keys);
  const all = () => unsaved().forEach((form) => save(form));
  window.addEventListener("online", all);
  // Back from logging in in another tab; or leaving: a request that is sent now outlives the page.
  document.addEventListener("visibilitychange", all);
  window.addEventListener("pagehide", all);
  window.addEventListener("beforeunload", (event) => {
    const waiting = unsaved();
    if (waiting.length && (!kept || status.dataset.state === "away" || waiting.some((form) => form.dataset.state === "conflict"))) event.preventDefault();
  });
}
