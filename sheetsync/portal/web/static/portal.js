// Keys of the desk: j and k go on and back, a and r lead to the decision. All works without it.
const KEEP = "desk-keys";
const TYPING = "input, select, textarea, [contenteditable]";

const told = document.querySelector("#told, #problems, #entry");
told?.focus();

// A row is on its way: look now and then, and show the page anew once it says something else.
const LOOK_MS = 3000, LOOKS = 100;
const waits = document.querySelector("[data-wait]");
async function look(left) {
  try {
    const text = await (await fetch(location.href)).text();
    const now = new DOMParser().parseFromString(text, "text/html").querySelector("[data-wait]");
    if (now?.textContent !== waits.textContent) { location.reload(); return; }
  } catch { /* offline for a moment */ }
  if (left) setTimeout(look, LOOK_MS, left - 1);
}
if (waits) setTimeout(look, LOOK_MS, LOOKS);

// On a Russian keyboard the key says another letter; its place is the same.
function letterOf(event) {
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  return /^Key[A-Z]$/.test(event.code) && !/^[\x20-\x7e]$/.test(event.key) ? event.code[3].toLowerCase() : "";
}

function isOn() {
  try { return localStorage.getItem(KEEP) !== "off"; } catch { return true; }
}

function step(by) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement);
  rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)].focus();
}

function lead(to) {
  if ("go" in to.dataset) { to.click(); return; }
  const box = to.closest("details");
  if (box) { box.open = true; box.querySelector("textarea")?.focus(); } else to.focus();
}

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing || event.repeat) return;
  if (!isOn() || event.target.closest(TYPING)) return;
  const letter = letterOf(event);
  const to = letter && document.querySelector(`[data-key="${letter}"]`);
  if (to) { event.preventDefault(); lead(to); }
  else if (letter === "j" || letter === "k") { event.preventDefault(); step(letter === "j" ? 1 : -1); }
});

const keys = document.querySelector("[data-keys]");
if (keys) {
  const button = keys.querySelector("button");
  const show = () => { button.textContent = isOn() ? keys.dataset.off : keys.dataset.on; };
  button.addEventListener("click", () => {
    try { localStorage.setItem(KEEP, isOn() ? "off" : "on"); } catch { /* kept nowhere */ }
    show();
  });
  show();
  keys.hidden = false;
}
