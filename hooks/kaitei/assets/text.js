// A day leads to the text that holds on it: the newest of those that began to hold no later.
const form = document.querySelector(".editions form");

function went(event) {
  event.preventDefault();
  const day = form.elements.day.value;
  const there = [...document.querySelectorAll(".editions [data-since]")].find(({ dataset }) => dataset.since <= day);
  there?.querySelector("a").click();
}

if (form) form.hidden = false;
form?.addEventListener("submit", went);

// Beside the number of a clause, while it is pointed at or has the focus, buttons that copy its link and
// its citation. They stand within the marker, out of the flow, so that nothing moves and the Tab key comes to them next.
const cite = document.querySelector("template.citing").content.firstElementChild;
const told = cite.querySelector("[role=status]");

function beside({ target }) {
  const marker = target.closest?.(".clause .marker");
  if (marker?.contains(cite)) return;
  if (marker) {
    told.textContent = "";
    marker.append(cite);
  } else cite.remove();
}

async function copied({ target }) {
  const button = target.closest("button");
  if (!button) return;
  const link = cite.parentElement.querySelector("a");
  const values = { "{link}": link.href, "{number}": link.title || link.textContent.trim(), "{anchor}": link.hash };
  try {
    await navigator.clipboard.writeText(button.value.replace(/\{(?:link|number|anchor)\}/g, (name) => values[name]));
    told.textContent = told.dataset.done;
  } catch {
    told.textContent = told.dataset.failed;
  }
}

addEventListener("focusin", beside);
addEventListener("pointerover", (event) => cite.contains(document.activeElement) || !getSelection().isCollapsed || beside(event));
// Who selects the line, or looks for it with the browser, is not to find it parted by them.
addEventListener("selectstart", () => cite.remove());
addEventListener("blur", () => cite.remove());
addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !cite.isConnected) return;
  if (cite.contains(document.activeElement)) cite.parentElement.querySelector("a").focus();
  cite.remove();
});
cite.addEventListener("click", copied);
