// What the header does beside Material's own script.

// Menu: a button that says whether it is open, in the place of the box that is ticked where no script runs.
const menu = document.querySelector(".to-menu");
const drawer = document.getElementById("__drawer");
const list = document.querySelector(".md-nav--primary");
if (menu && list) {
  menu.hidden = false;
  menu.nextElementSibling.hidden = true;
  menu.addEventListener("click", () => {
    drawer.click();
    if (drawer.checked) (list.querySelector("[aria-current]") ?? list.querySelector("a")).focus();
  });
  drawer.addEventListener("change", () => (menu.ariaExpanded = drawer.checked));
  list.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !drawer.checked) return;
    drawer.click();
    menu.focus();
  });
}

// Light and dark: a button chooses the next one, and takes the focus along. Material listens to Enter itself.
for (const form of document.querySelectorAll("[data-md-component=palette]")) {
  for (const button of form.querySelectorAll("button")) {
    button.addEventListener("keydown", (event) => event.stopPropagation());
    button.addEventListener("click", () => {
      form.dataset.chosen = "";
      document.getElementById(button.dataset.next).click();
      form.querySelector("button:not([hidden])").focus();
    });
  }
}

// Search: what finds is loaded once the field is used. Results are there while the field or one of them has the focus.
const search = document.querySelector(".md-search");
if (search) {
  const open = document.getElementById("__search");
  const field = search.querySelector("input");
  search.addEventListener("focusin", () => {
    open.checked = true;
    import("./search.js");
  });
  search.addEventListener("focusout", ({ relatedTarget }) => {
    open.checked = search.contains(relatedTarget);
  });
  search.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    field.focus();
    field.blur();
  });
  open.addEventListener("change", () => open.checked && field.focus());
}
