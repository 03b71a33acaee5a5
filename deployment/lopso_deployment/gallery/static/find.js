// Search without diacritics ("con lac" finds "Con lắc"), and by course, grade and subject. What is
// chosen stands in the address, so that a teacher can pass it on. Where nothing fits, the words are
// taken as typed while the computer was not set to Vietnamese, then as typed with one wrong letter.
// "Vật lý" and "Vật lí" are one word.
const plain = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/y/g, "i");
const form = document.getElementById("find");
const count = document.getElementById("count");
const none = document.getElementById("none");
const cards = [...document.querySelectorAll(".card")];
const language = document.querySelector(".language");
const home = language.pathname;

// Keys of Telex ("chuwx soos") and VNI ("chu74 so61"): no syllable has s, f, r, x or j at its end.
function unkeyed(word) {
  const [, start, rest] = word.replace(/(\D)\d+/g, "$1").match(/^([^aeiouw]*)(.*)$/);
  const bare = rest.replace(/[sfrxj]/g, "").replace(/([aeo])\1/g, "$1");
  return start.replace("dd", "d") + bare.replace(/([aou][a-z]*)w/g, "$1").replace(/w/g, "u");
}

// One letter too many, one missing, two that changed places, or in a longer word one wrong: of four
// letters one wrong makes another word ("bong", "bang").
function near(typed, word) {
  if (typed.length < 4) return false;
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) at += 1;
  const same = (one, other) => typed.slice(at + one) === word.slice(at + other);
  const swapped = typed[at] === word[at + 1] && typed[at + 1] === word[at];
  return (typed.length > 4 && same(1, 1)) || same(1, 0) || same(0, 1) || (swapped && same(2, 2));
}

const has = (word, text) => text.includes(word);
const hasUnkeyed = (word, text) => has(word, text) || has(unkeyed(word), text);
const hasNear = (word, text) => hasUnkeyed(word, text) || text.split(/[^a-z0-9]+/).some((each) => near(word, each));
const READINGS = [has, hasUnkeyed, hasNear];

// The cards that fit, and which reading of the words found them.
function find(words, shelf) {
  for (const [order, fits] of READINGS.entries()) {
    const found = shelf.filter((card) => words.every((word) => fits(word, plain(card.dataset.words))));
    if (found.length) return { found, order };
  }
  return { found: [], order: 0 };
}

function show() {
  const chosen = Object.fromEntries(new FormData(form));
  const words = plain(chosen.q).split(/\s+/).filter(Boolean);
  const shelf = cards.filter((card) =>
    ["course", "grade", "subject"].every(
      (name) => !chosen[name] || card.dataset[name].split(" ").includes(chosen[name]),
    ),
  );
  const { found, order } = find(words, shelf);
  for (const card of cards) card.hidden = !found.includes(card);
  for (const course of document.querySelectorAll(".course")) {
    const left = course.querySelectorAll(".card:not([hidden])").length;
    course.dataset.count = left;
    course.hidden = !left;
  }
  const [many, one = many] = (order === 2 ? count.dataset.near : count.dataset.words).split("|");
  count.textContent = (found.length === 1 ? one : many).replace("{n}", found.length);
  none.hidden = found.length > 0;
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
