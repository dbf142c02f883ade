// "Kopiera källhänvisning": buttons with data-copy put their text on the clipboard and say so, also to a screen reader.
// A page that is not served securely has no clipboard: its buttons stay hidden, and the text is there to select.
"use strict";

if (navigator.clipboard) {
  document.documentElement.classList.add("can-copy");
  const told = document.createElement("p");
  told.className = "ds-sr-only";
  told.setAttribute("role", "status");

  const say = (button, words) => {
    told.textContent = words;
    const label = button.innerHTML;
    button.textContent = words;
    button.disabled = true;
    setTimeout(() => {
      button.innerHTML = label;
      button.disabled = false;
    }, 2000);
  };

  document.addEventListener("DOMContentLoaded", () => document.body.append(told));
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      say(button, "Kopierad");
    } catch {
      say(button, "Gick inte att kopiera");
    }
  });
}
