// Writing minutes: each paragraph is saved by itself a second after the last key, and kept in this browser until the
// server has answered that it is saved. Nothing that has focus is ever replaced.

const PAUSE = 1000; // ms after the last key
const RETRY = [1000, 2000, 5000, 10000, 15000]; // ms between attempts while the server does not answer
const list = document.querySelector("[data-paragraphs]");
const status = document.querySelector("[data-saving]");
const address = list?.dataset.paragraphs;
const timers = new Map();
const sending = new Set();
const attempts = new Map();
let loggedOut = false;

const draftKey = (form) => `stycke:${address}:${form.dataset.key}`;
const textOf = (form) => form.querySelector("textarea");
const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);

function keep(form) {
  const draft = { text: textOf(form).value, base: Number(form.dataset.revision), after: form.dataset.after || "", save: form.dataset.save };
  localStorage.setItem(draftKey(form), JSON.stringify(draft));
}

function tell() {
  const unsaved = list.querySelectorAll('[data-state="unsaved"], [data-state="conflict"]').length;
  const away = [...attempts.values()].some((count) => count > 0);
  status.dataset.state = away || loggedOut ? "away" : unsaved ? "unsaved" : "saved";
  if (loggedOut) {
    status.innerHTML = "";
    const link = Object.assign(document.createElement("a"), { href: "/konto/logga-in/", target: "_blank", textContent: "Logga in i en ny flik" });
    status.append("Ej sparat – inloggningen har gått ut. Texten är kvar här. ", link, ".");
  } else if (away) {
    status.textContent = "Ej sparat – du är frånkopplad. Texten är kvar här och sparas när nätet är tillbaka.";
  } else if (unsaved) {
    status.textContent = "Sparar …";
  } else if (status.dataset.at) {
    status.textContent = `Sparat ${status.dataset.at}`;
  }
}

function changed(form) {
  form.dataset.state = form.dataset.state === "conflict" ? "conflict" : "unsaved";
  // A save that was answered or never sent gets a key of its own; one under way keeps its key until it is answered.
  form.dataset.save = crypto.randomUUID();
  keep(form);
  tell();
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), PAUSE));
}

async function save(form) {
  if (sending.has(form) || form.dataset.state === "conflict") return;
  clearTimeout(timers.get(form));
  const text = textOf(form).value;
  const body = new URLSearchParams({
    key: form.dataset.key,
    save_key: (form.dataset.save ||= crypto.randomUUID()),
    base: form.dataset.revision,
    after: form.dataset.after || "",
    kind: form.querySelector("[name=kind]").value,
    text,
  });
  const sent = form.dataset.save;
  sending.add(form);
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") || form.querySelector("[name=csrfmiddlewaretoken]").value },
      signal: AbortSignal.timeout(20000),
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      loggedOut = true;
      again(form);
    } else if (answer.ok) {
      const told = await answer.json();
      loggedOut = false;
      attempts.delete(form);
      saved(form, told, text, sent);
    } else if (answer.status === 409) {
      loggedOut = false;
      attempts.delete(form);
      disagree(form, await answer.json());
    } else if (answer.status === 400) {
      const told = await answer.json();
      attempts.delete(form);
      status.dataset.state = "away";
      status.textContent = told.error;
      return;
    } else {
      again(form);
    }
  } catch {
    again(form);
  } finally {
    sending.delete(form);
  }
  tell();
}

function again(form) {
  const count = (attempts.get(form) || 0) + 1;
  attempts.set(form, count);
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), RETRY[Math.min(count, RETRY.length) - 1]));
}

function saved(form, told, text, sent) {
  form.dataset.revision = told.revision;
  form.querySelector("[name=base]").value = told.revision;
  status.dataset.at = told.at;
  if (textOf(form).value === text && form.dataset.save === sent) {
    delete form.dataset.save;
    delete form.dataset.state;
    localStorage.removeItem(draftKey(form));
  } else {
    keep(form);
    timers.set(form, setTimeout(() => save(form), PAUSE));
  }
  if (form === list.lastElementChild && text.trim()) addBlank();
}

function disagree(form, told) {
  form.dataset.state = "conflict";
  form.dataset.revision = told.revision;
  form.querySelector(".choose")?.remove();
  const box = document.createElement("div");
  box.className = "choose";
  box.setAttribute("role", "alert");
  const line = Object.assign(document.createElement("p"), { textContent: `${told.by || "Någon annan"} har skrivit i stycket samtidigt. Båda texterna är kvar. Så här står det nu:` });
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
  delete form.dataset.state;
  textOf(form).value = text;
  textOf(form).focus();
  changed(form);
}

function addBlank() {
  const last = list.lastElementChild;
  const fresh = last.cloneNode(true);
  fresh.dataset.key = crypto.randomUUID();
  fresh.dataset.revision = "0";
  fresh.dataset.after = last.dataset.key;
  delete fresh.dataset.save;
  delete fresh.dataset.state;
  fresh.querySelector(".choose")?.remove();
  textOf(fresh).value = "";
  textOf(fresh).setAttribute("aria-label", "Nytt stycke");
  list.append(fresh);
  watch(fresh);
}

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

function watch(form) {
  const field = textOf(form);
  field.addEventListener("input", () => changed(form));
  field.addEventListener("blur", () => form.dataset.state === "unsaved" && save(form));
  field.addEventListener("keydown", (event) => module(form, event));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(form);
  });
}

// What an earlier visit left unsaved, when the browser was closed or the page was reloaded without a network.
function recover() {
  const prefix = `stycke:${address}:`;
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(prefix))) {
    const draft = JSON.parse(localStorage.getItem(key));
    let form = list.querySelector(`[data-key="${CSS.escape(key.slice(prefix.length))}"]`);
    if (!form) {
      form = list.lastElementChild;
      if (textOf(form).value) continue;
      form.dataset.key = key.slice(prefix.length);
      form.dataset.after = draft.after;
      addBlank();
    }
    form.dataset.revision = draft.base;
    form.dataset.save = draft.save || crypto.randomUUID();
    textOf(form).value = draft.text;
    form.dataset.state = "unsaved";
    save(form);
  }
}

function keys(event) {
  if (event.ctrlKey && event.key === "s") {
    event.preventDefault();
    for (const form of list.querySelectorAll('[data-state="unsaved"]')) save(form);
  } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    document.querySelector(`[data-step="${event.key === "ArrowUp" ? "up" : "down"}"]`)?.click();
  }
}

if (list && !list.querySelector("textarea[readonly]")) {
  document.documentElement.classList.add("scripted");
  for (const form of list.querySelectorAll("form.paragraph")) watch(form);
  recover();
  document.addEventListener("keydown", keys);
  window.addEventListener("online", () => [...attempts.keys()].forEach((form) => save(form)));
  // Back from logging in in another tab.
  document.addEventListener("visibilitychange", () => document.hidden || [...attempts.keys()].forEach((form) => save(form)));
  window.addEventListener("beforeunload", (event) => {
    if (list.querySelector('[data-state="unsaved"], [data-state="conflict"]')) event.preventDefault();
  });
}
