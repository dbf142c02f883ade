// Files can be dropped anywhere on the page where documents are handed in; what is too much is told before it is sent.

"use strict";

(() => {
  const form = document.querySelector(".intake");
  const input = form.querySelector("input[type=file]");
  const wrong = form.querySelector(".intake-wrong");
  const mostBytes = Number(form.dataset.mostBytes);
  const mostFiles = Number(form.dataset.mostFiles);
  const size = (bytes) => `${(bytes / 1e6).toLocaleString("sv", { maximumFractionDigits: 1 })} MB`;

  // What cannot be handed in, in words; "" where all can.
  const tooMuch = (files) => {
    if (files.length > mostFiles) return `Du valde ${files.length} filer; högst ${mostFiles} tas emot åt gången.`;
    const large = files.filter((file) => file.size > mostBytes).map((file) => file.name);
    return large.length ? `Större än ${size(mostBytes)}: ${large.join(", ")}. Dela upp det, eller ta bort det ur valet.` : "";
  };

  const check = () => {
    wrong.textContent = tooMuch([...input.files]);
    return !wrong.textContent;
  };

  // A folder comes as a file that cannot be read.
  const filesOf = (transfer) =>
    [...transfer.items]
      .filter((item) => item.kind === "file" && !item.webkitGetAsEntry?.()?.isDirectory)
      .map((item) => item.getAsFile());

  input.addEventListener("change", check);
  form.addEventListener("submit", (event) => {
    if (!check()) event.preventDefault();
  });

  form.querySelector(".intake-drop").hidden = false;
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.classList.add("intake-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("intake-over");
  });
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.classList.remove("intake-over");
    const dropped = new DataTransfer();
    filesOf(event.dataTransfer).forEach((file) => dropped.items.add(file));
    input.files = dropped.files;
    if (input.files.length && check()) form.requestSubmit();
  });
})();
