// Review by keyboard and mouse: the arrows go from finding to finding, the words that are marked in the text fill the
// fields of a form or begin a new finding. The page works without it: each finding is a link, each place two fields.
"use strict";

(() => {
  const page = () => document.querySelector(".checking");
  const inField = (element) => element.closest("input:not([type=hidden]), select, textarea, [contenteditable], details > summary");

  // The current words in the middle of their pane, and the finding at the top of the other.
  const show = () => {
    const pane = document.querySelector(".source-pane");
    const mark = pane && pane.querySelector('[data-group="current"]');
    if (mark) {
      const far = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      pane.scrollTop += far - pane.clientHeight / 3;
    }
    const findings = document.querySelector(".checking .findings");
    if (findings) findings.scrollTop = 0; // the focus may have pushed it out of view
    // An address with a place in the document leads there instead.
    const card = document.querySelector(".checking .card");
    if (card && !location.hash && !(inView(card.querySelector("h2")) && inView(card.querySelector(".answers, form, h2")))) card.scrollIntoView();
  };

  const inView = (element) => {
    const place = element.getBoundingClientRect();
    return place.top >= 0 && place.bottom <= window.innerHeight;
  };

  // A browser gives the focus where a page says, but not where a part of it was exchanged; and it scrolls only that
  // into view, not the heading above it.
  const settle = () => {
    const first = document.querySelector(".checking [autofocus]");
    if (first && first !== document.activeElement) first.focus({ preventScroll: true });
    show();
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey && event.target.form && page()) event.target.form.requestSubmit();
    const step = { ArrowDown: "after", ArrowUp: "before" }[event.key];
    if (!step || !page() || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (inField(event.target)) return;
    const link = page().querySelector(`[data-step="${step}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  });

  const marked = () => {
    const chosen = document.getSelection();
    const words = chosen.toString().trim();
    if (!words || !chosen.anchorNode) return null;
    const range = chosen.getRangeAt(0);
    const start = range.startContainer.parentElement.closest(".source-text > li");
    if (!start) return null;
    const text = range.cloneContents();
    // Line numbers and labels stand beside the text and are no part of it.
    text.querySelectorAll(".line-number, .line-labels, .page").forEach((one) => one.remove());
    return { line: start.id.replace("rad-", ""), words: text.textContent.replace(/\s+/g, " ").trim() };
  };

  const offer = (place) => {
    document.querySelectorAll(".add-marked").forEach((one) => one.remove());
    if (!place) return;
    const link = document.createElement("a");
    link.className = "ds-button add-marked";
    link.textContent = "Lägg till uppgift";
    const asked = new URLSearchParams({ rad: place.line, ord: place.words });
    link.href = `${document.querySelector(".source-pane").dataset.marking}?${asked}`;
    page().append(link);
  };

  document.addEventListener("mouseup", (event) => {
    if (!page() || event.target.closest(".add-marked")) return;
    const place = marked();
    const words = document.querySelector('[data-marked="words"]');
    if (place && words) {
      words.value = place.words;
      document.querySelector('[data-marked="line"]').value = place.line;
    } else offer(place);
  });

  // At first the browser gives the focus by itself, in a frame of its own; a script that is faster is told off.
  window.addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(settle)));
  document.addEventListener("htmx:afterSettle", settle);
})();
