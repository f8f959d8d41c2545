// Moves, edits and refreshes the grid; the server renders every cell.
"use strict";

const grid = document.getElementById("grid");
const table = grid.querySelector("table");
const status = document.getElementById("status");
const token = document.querySelector("meta[name=sandbox-token]").content;
const chunkRows = Number(grid.dataset.chunk);
const firstRow = Number(grid.dataset.first);
const rowCount = Number(table.getAttribute("aria-rowcount"));
const columns = [...table.querySelectorAll(".letters th[data-c]")].map((th) => Number(th.dataset.c));
const letters = new Map(
  [...table.querySelectorAll(".letters th[data-c]")].map((th) => [Number(th.dataset.c), th])
);
const here = location.pathname;
// In a named view: the rows it shows, in its order; the frozen ones stand above it.
const order = grid.dataset.order ? JSON.parse(grid.dataset.order) : null;
const asked = order ? `?fvid=${new URLSearchParams(location.search).get("fvid")}` : "";
const pollEvery = 2000;

let active = null; // {row, column} as on the sheet: rows from 1, columns from 0
let editing = null;

// ---- rows that come while scrolling

const loading = new Map();

function load(body) {
  const chunk = body.dataset.chunk;
  if (!loading.has(chunk)) {
    const coming = fetch(`${here}/rows/${chunk}${asked}`)
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))))
      .then((rows) => {
        body.innerHTML = rows;
        body.dataset.loaded = "";
        if (active && !editing) mark();
      })
      .catch(() => say(status.dataset.lost, true))
      .finally(() => loading.delete(chunk));
    loading.set(chunk, coming);
  }
  return loading.get(chunk);
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      target.dataset.seen = isIntersecting ? "yes" : "";
      if (isIntersecting && !("loaded" in target.dataset)) load(target);
    }
  },
  { root: grid, rootMargin: "1200px 0px" }
);
for (const body of table.tBodies) seen.observe(body);

async function refresh() {
  const frozen = fetch(`${here}/head`)
    .then((answer) => answer.text())
    .then((rows) => {
      for (const row of table.tHead.querySelectorAll("tr[data-r]")) row.remove();
      table.tHead.insertAdjacentHTML("beforeend", rows);
    });
  const bodies = [...table.tBodies].filter((body) => {
    if (body.dataset.seen === "yes") return true;
    if ("loaded" in body.dataset) delete body.dataset.loaded; // fetched again when it is seen
    return false;
  });
  await Promise.all([frozen, ...bodies.map(load)]);
  if (active && !editing) mark();
}

// ---- what other programs and people change meanwhile

async function poll() {
  if (document.hidden || editing) return;
  try {
    const state = await (await fetch(`${here}/state`)).json();
    if (status.textContent === status.dataset.lost) say("");
    await follow(state);
  } catch {
    say(status.dataset.lost, true);
  }
}

async function follow(state) {
  if (state.shape !== grid.dataset.shape) {
    location.reload();
  } else if (order && state.version !== grid.dataset.version) {
    location.reload(); // what changed may be in the view now, or in another place of it
  } else if (state.version !== grid.dataset.version) {
    grid.dataset.version = state.version;
    await refresh();
  }
}
setInterval(poll, pollEvery);

function say(text, problem = false) {
  status.textContent = text;
  status.classList.toggle("problem", problem);
}

// ---- the active cell

// The part of the table that a row is in, counted from 0.
function chunkOf(row) {
  return Math.floor((order ? order.indexOf(row) : row - 1) / chunkRows);
}

function bodyOf(row) {
  return table.querySelector(`tbody[data-chunk="${chunkOf(row)}"]`);
}

function cellAt({ row, column }) {
  return table.querySelector(`tr[data-r="${row}"] > td[data-c="${column}"]`);
}

function placeOf(td) {
  return { row: Number(td.parentElement.dataset.r), column: Number(td.dataset.c) };
}

function entryOf(td) {
  return td.dataset.e ?? td.textContent;
}

function mark() {
  const td = cellAt(active);
  if (!td) return;
  for (const old of table.querySelectorAll("th.here")) old.classList.remove("here");
  for (const old of table.querySelectorAll("td[tabindex]")) old.removeAttribute("tabindex");
  td.tabIndex = 0;
  td.focus({ preventScroll: true });
  td.parentElement.cells[0].classList.add("here");
  letters.get(active.column).classList.add("here");
  document.getElementById("place").textContent = letters.get(active.column).textContent + active.row;
  document.getElementById("content").textContent = entryOf(td);
  note(td);
}

async function select(place) {
  active = place;
  if (!cellAt(place) && place.row >= firstRow) {
    const body = bodyOf(place.row);
    if (body && !("loaded" in body.dataset)) await load(body);
  }
  const td = cellAt(active);
  if (td) {
    reveal(td);
    mark();
  }
}

function reveal(td) {
  const box = td.getBoundingClientRect();
  const view = grid.getBoundingClientRect();
  const top = table.tHead.getBoundingClientRect().bottom;
  const frozen = [...table.tHead.querySelectorAll(".letters th.f, .letters .corner")];
  const left = Math.max(...frozen.map((th) => th.getBoundingClientRect().right));
  if (!td.closest("thead")) {
    if (box.top < top) grid.scrollTop -= top - box.top;
    if (box.bottom > view.top + grid.clientHeight) grid.scrollTop += box.bottom - view.top - grid.clientHeight;
  }
  if (!td.classList.contains("f")) {
    if (box.left < left) grid.scrollLeft -= left - box.left;
    if (box.right > view.left + grid.clientWidth) grid.scrollLeft += box.right - view.left - grid.clientWidth;
  }
}

function stepInView(row, by) {
  const rows = [...Array(firstRow - 1).keys()].map((at) => at + 1).concat(order);
  return rows[Math.min(Math.max(rows.indexOf(row) + by, 0), rows.length - 1)];
}

function stepRow(row, by) {
  if (order) return stepInView(row, by);
  let next = row + by;
  const hidden = (at) => {
    const body = bodyOf(at);
    const shown = at < firstRow || (body && "loaded" in body.dataset);
    return shown && !table.querySelector(`tr[data-r="${at}"]`);
  };
  while (next > 1 && next < rowCount && hidden(next)) next += Math.sign(by);
  next = Math.min(Math.max(next, 1), rowCount);
  return hidden(next) ? row : next;
}

function move(rows, by) {
  const at = columns.indexOf(active.column) + by;
  const column = columns[Math.min(Math.max(at, 0), columns.length - 1)];
  return select({ row: rows ? stepRow(active.row, rows) : active.row, column });
}

// ---- notes

const noteBox = Object.assign(document.createElement("div"), { className: "note", hidden: true });
document.body.append(noteBox);

function note(td) {
  noteBox.hidden = !td || !td.dataset.note;
  if (noteBox.hidden) return;
  noteBox.textContent = td.dataset.note;
  beside(noteBox, td, td.getBoundingClientRect().right + 6, td.getBoundingClientRect().top);
}

function beside(box, td, left, top) {
  box.style.left = `${Math.min(left, innerWidth - box.offsetWidth - 8)}px`;
  box.style.top = `${Math.min(top, innerHeight - box.offsetHeight - 8)}px`;
}

table.addEventListener("mouseover", (event) => {
  const td = event.target.closest("td[data-note]");
  if (td) note(td);
});
table.addEventListener("mouseout", () => note(active && cellAt(active)));
grid.addEventListener("scroll", () => note(null), { passive: true });

// ---- editing

function edit(text) {
  const td = cellAt(active);
  if (!td || editing) return;
  const input = Object.assign(document.createElement("textarea"), {
    className: "editor",
    rows: 1,
    spellcheck: false,
    value: text ?? entryOf(td),
  });
  editing = { td, input, before: entryOf(td), list: null };
  td.classList.add("editing");
  td.append(input);
  fit();
  input.focus();
  input.setSelectionRange(input.value.length, input.value.length);
  input.addEventListener("input", () => {
    fit();
    offer(input.value);
  });
  input.addEventListener("blur", () => editing && editing.input === input && commit(0, 0));
  note(null);
  offer("");
}

function fit() {
  const { input, td } = editing;
  input.style.width = "0";
  input.style.width = `${Math.max(td.clientWidth + 2, input.scrollWidth + 12)}px`;
  input.style.height = "0";
  input.style.height = `${Math.max(26, input.scrollHeight + 4)}px`;
}

function offer(part) {
  const options = JSON.parse(editing.td.dataset.o ?? "[]");
  const fitting = options.filter((option) => option.toLowerCase().includes(part.toLowerCase()));
  editing.list?.remove();
  editing.list = null;
  if (!fitting.length) return;
  const list = Object.assign(document.createElement("ul"), { className: "list" });
  list.setAttribute("role", "listbox");
  for (const option of fitting) {
    const item = Object.assign(document.createElement("li"), { textContent: option });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(option === editing.input.value));
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      editing.input.value = option;
      commit(1, 0);
    });
    list.append(item);
  }
  editing.list = list;
  document.body.append(list);
  const box = editing.input.getBoundingClientRect();
  list.style.minWidth = `${box.width}px`;
  beside(list, editing.td, box.left, box.bottom + 2);
}

function choose(by) {
  const items = [...editing.list.children];
  const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  const next = items[(at + by + items.length + (at < 0 && by < 0 ? 1 : 0)) % items.length];
  for (const item of items) item.setAttribute("aria-selected", String(item === next));
  next.scrollIntoView({ block: "nearest" });
  editing.input.value = next.textContent;
}

function stopEditing() {
  const { td, input, list } = editing;
  editing = null;
  list?.remove();
  td.classList.remove("editing");
  input.remove();
}

async function commit(rows, by) {
  const { input, before } = editing;
  const text = input.value;
  const place = active;
  stopEditing();
  if (text !== before) {
    const done = await type(place, text);
    if (!done) {
      await select(place);
      edit(text);
      return;
    }
  }
  if (rows || by) await move(rows, by);
  else if (document.activeElement === document.body) mark();
}

async function type({ row, column }, text) {
  say(status.dataset.saving);
  try {
    const answer = await fetch(`${here}/cell`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Sandbox-Token": token },
      body: JSON.stringify({ row: row - 1, column, text }),
    });
    const found = await answer.json();
    if (!answer.ok) {
      say(found.error, true);
      return false;
    }
    await follow(found);
    say(status.dataset.saved);
    return true;
  } catch {
    say(status.dataset.lost, true);
    return false;
  }
}

// ---- keys and mouse

const page = () => Math.max(1, Math.floor(grid.clientHeight / 24) - 3);

const moves = {
  ArrowUp: () => move(-1, 0),
  ArrowDown: () => move(1, 0),
  ArrowLeft: () => move(0, -1),
  ArrowRight: () => move(0, 1),
  PageUp: () => move(-page(), 0),
  PageDown: () => move(page(), 0),
  Home: (event) => select({ row: event.ctrlKey ? 1 : active.row, column: columns[0] }),
  End: (event) => select({ row: event.ctrlKey ? (order ?? [rowCount]).at(-1) ?? 1 : active.row, column: columns.at(-1) }),
  Tab: (event) => move(0, event.shiftKey ? -1 : 1),
  Enter: () => edit(),
  F2: () => edit(),
  Delete: () => type(active, ""),
  Backspace: () => type(active, ""),
};

function whileEditing(event) {
  const { key, shiftKey, altKey } = event;
  if (key === "Escape") {
    stopEditing();
    say("");
    mark();
  } else if (key === "Enter" && altKey) {
    editing.input.setRangeText("\n", editing.input.selectionStart, editing.input.selectionEnd, "end");
    fit();
  } else if (key === "Enter") {
    commit(shiftKey ? -1 : 1, 0);
  } else if (key === "Tab") {
    commit(0, shiftKey ? -1 : 1);
  } else if (editing.list && (key === "ArrowDown" || key === "ArrowUp")) {
    choose(key === "ArrowDown" ? 1 : -1);
  } else {
    return;
  }
  event.preventDefault();
}

function whileMoving(event) {
  const { key, ctrlKey, metaKey, altKey } = event;
  const td = cellAt(active);
  if (key === " " && td?.classList.contains("k")) {
    event.preventDefault();
    type(active, td.textContent === "☑" ? "FALSE" : "TRUE");
  } else if (key in moves && !(altKey || metaKey)) {
    event.preventDefault();
    moves[key](event);
  } else if (key.length === 1 && !(ctrlKey || metaKey || altKey)) {
    event.preventDefault();
    edit(key);
  }
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || !active) return;
  if (editing) whileEditing(event);
  else if (grid.contains(document.activeElement) || document.activeElement === document.body) whileMoving(event);
});

table.addEventListener("mousedown", (event) => {
  const td = event.target.closest("td[data-c]");
  if (!td || event.target.closest("a, .editor")) return;
  event.preventDefault();
  (editing ? commit(0, 0) : Promise.resolve()).then(() => select(placeOf(td)));
});
table.addEventListener("dblclick", (event) => {
  if (event.target.closest("td[data-c]") && !event.target.closest(".editor")) edit();
});

// ---- where the page opens: at the cell that its address names, else below the frozen rows

function start() {
  const [, name, row] = /^#([A-Z]{1,3})([0-9]+)$/.exec(location.hash) ?? [];
  const [column] = [...letters].find(([, th]) => th.textContent === name) ?? [columns[0]];
  const first = order ? order[0] ?? 1 : firstRow;
  const wanted = Math.min(Number(row ?? first), rowCount);
  const shown = !order || wanted < firstRow || order.includes(wanted);
  return select({ row: shown ? wanted : first, column });
}

window.addEventListener("hashchange", start);
document.querySelector(".tabs [aria-current]").scrollIntoView({ block: "nearest", inline: "center" });
start();
