// Drag items to another place; the buttons "Upp" and "Ner" do the same without a mouse.
let dragged = null;

for (const list of document.querySelectorAll("[data-arranged]")) {
  const form = document.getElementById(list.dataset.arranged);
  if (!form || !list.querySelector("input[name=punkt]")) continue;
  for (const row of list.children) {
    const head = row.querySelector(".item-head");
    head.draggable = true;
    head.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer.setDragImage(row, 0, 0);
      row.classList.add("dragged");
    });
    head.addEventListener("dragend", () => {
      row.classList.remove("dragged");
      dragged = null;
    });
  }
  list.addEventListener("dragover", (event) => {
    const over = [...list.children].find((row) => row.contains(event.target));
    if (dragged?.parentElement !== list || !over || over === dragged) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    const behind = event.clientY > box.top + box.height / 2;
    list.insertBefore(dragged, behind ? over.nextSibling : over);
  });
  list.addEventListener("drop", (event) => {
    if (dragged?.parentElement !== list) return; // a section, dragged in the list within
    event.preventDefault();
    const moved = Object.assign(document.createElement("input"), { type: "hidden", name: "flyttad" });
    moved.value = dragged.querySelector("input[name=punkt]").value;
    form.append(moved);
    form.requestSubmit();
  });
}
