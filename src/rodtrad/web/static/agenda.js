// Drag items to another place; the buttons "Upp" and "Ner" do the same without a mouse.
let dragged = null;
let home = null; // the row before which it stood, null for the last

for (const list of document.querySelectorAll("[data-arranged]")) {
  const form = document.getElementById(list.dataset.arranged);
  if (!form || !list.querySelector("input[name=punkt]")) continue;
  for (const row of list.children) {
    const head = row.querySelector(".item-head");
    head.draggable = true;
    head.addEventListener("dragstart", (event) => {
      dragged = row;
      home = row.nextElementSibling;
      event.dataTransfer.setDragImage(row, 0, 0);
      row.classList.add("dragged");
    });
    head.addEventListener("dragend", () => {
      row.classList.remove("dragged");
      // Still dragged: let go where nothing takes it, so that it goes back to where it stands.
      if (dragged) list.insertBefore(row, home);
      dragged = null;
    });
  }
  list.addEventListener("dragover", (event) => {
    if (dragged?.parentElement !== list) return;
    event.preventDefault(); // over the row itself too, which lies under the pointer once it has moved there
    const over = [...list.children].find((row) => row.contains(event.target));
    if (!over || over === dragged) return;
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
    dragged = null;
    form.requestSubmit();
  });
}
