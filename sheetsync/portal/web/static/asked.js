// Says by itself, for a few minutes, when letters do not go; without it the button below tells.
const EVERY_MS = 20_000;
const TIMES = 9;
const mail = document.querySelector("#mail");

async function look() {
  try {
    const answer = await fetch(mail.dataset.again);
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#mail");
    if (found && found.innerHTML !== mail.innerHTML) mail.replaceChildren(...found.children);
  } catch { /* the line is down; the next look may do */ }
}

let left = TIMES;
const timer = setInterval(() => { if (left-- > 0) look(); else clearInterval(timer); }, EVERY_MS);
