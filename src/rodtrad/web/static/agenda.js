// Drag items to another place; the buttons "Upp" and "Ner" do the same without a mouse.
const list = document.querySelector("[data-arranged]");
const form = list && document.getElementById(list.dataset.arranged);
let dragged = null;

if (form && list.querySelector("input[name=punkt]")) {
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
    const over = event.target.closest("li[id]");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    const behind = event.clientY > box.top + box.height / 2;
    list.insertBefore(dragged, behind ? over.nextSibling : over);
  });
  list.addEventListener("drop", (event) => {
    event.preventDefault();
    form.requestSubmit();
  });
}
