// Search without diacritics ("con lac" finds "Con lắc"), and by course, grade and subject. What is
// chosen stands in the address, so that a teacher can pass it on.
const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
const form = document.getElementById("find");
const count = document.getElementById("count");
const none = document.getElementById("none");
const cards = [...document.querySelectorAll(".card")];
const language = document.querySelector(".language");
const home = language.pathname;

function show() {
  const chosen = Object.fromEntries(new FormData(form));
  const words = plain(chosen.q).split(/\s+/).filter(Boolean);
  for (const card of cards) {
    const text = plain(card.dataset.words);
    const fits = ["course", "grade", "subject"].every(
      (name) => !chosen[name] || card.dataset[name].split(" ").includes(chosen[name]),
    );
    card.hidden = !fits || !words.every((word) => text.includes(word));
  }
  for (const course of document.querySelectorAll(".course")) {
    const left = course.querySelectorAll(".card:not([hidden])").length;
    course.dataset.count = left;
    course.hidden = !left;
  }
  const shown = cards.filter((card) => !card.hidden).length;
  const [many, one = many] = count.dataset.words.split("|");
  count.textContent = (shown === 1 ? one : many).replace("{n}", shown);
  none.hidden = shown > 0;
  return chosen;
}

function remember() {
  const chosen = Object.entries(show()).filter(([, value]) => value);
  const query = chosen.length ? `?${new URLSearchParams(chosen)}` : "";
  history.replaceState(null, "", location.pathname + query + location.hash);
  language.href = home + query;
}

if (form) {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
    if (field?.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
  }
  form.hidden = false;
  form.addEventListener("input", remember);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("all").addEventListener("click", () => {
    form.reset();
    remember();
    form.elements.q.focus();
  });
  remember();
}
