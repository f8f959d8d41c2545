// Shows how far an upload is; without it the form is sent by the browser, to the same end.
const SHARE = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });

function prepare(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const large = tooLarge(form);
    if (large) {
      tell(form, form.dataset.tooLarge.replace("{name}", large.name), true);
      form.querySelector("input[type=file]").focus();
      return;
    }
    send(form, event.submitter);
  });
}

function tooLarge(form) {
  const files = [...form.querySelector("input[type=file]").files];
  return files.find((file) => file.size > Number(form.dataset.mostBytes));
}

function send(form, pressed) {
  const button = form.querySelector("button[type=submit]");
  if (button.disabled) return;
  const body = new FormData(form);
  if (pressed?.name) body.set(pressed.name, pressed.value);
  const request = new XMLHttpRequest();
  button.disabled = true;
  tell(form, form.dataset.sending);
  request.open("POST", form.action);
  request.responseType = "document";
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) share(form, event.loaded / event.total);
  });
  request.upload.addEventListener("load", () => tell(form, form.dataset.checking));
  request.addEventListener("load", () => {
    button.disabled = false;
    const answer = request.response;
    if (answer?.querySelector("[data-page]")) show(request);
    else tell(form, refusal(answer) || form.dataset.lost, true);
  });
  for (const name of ["error", "abort", "timeout"]) {
    request.addEventListener(name, () => {
      button.disabled = false;
      tell(form, form.dataset.lost, true);
    });
  }
  request.send(body);
}

// A page that says no has nothing to type into: its words come here, and the form stays.
function refusal(answer) {
  const parts = [...(answer?.querySelectorAll(".alone > h1, .alone > p") ?? [])];
  return parts.map((part) => part.textContent.trim()).join(". ").replaceAll("..", ".");
}

// The answer takes the place of the page, so that what was typed is sent only once.
function show(request) {
  const answer = request.response;
  document.title = answer.title;
  document.querySelector("main").replaceWith(document.adoptNode(answer.querySelector("main")));
  if (request.status < 400 && request.responseURL) history.replaceState(null, "", request.responseURL);
  start();
  const first = document.querySelector("#told, #problems") ?? document.querySelector("main");
  first.focus({ preventScroll: true });
  first.scrollIntoView({ block: "start" });
}

function tell(form, words, failed = false) {
  const line = form.querySelector("[data-progress]");
  line.hidden = false;
  line.classList.toggle("problem", failed);
  line.querySelector("span").textContent = words;
  line.querySelector("progress").hidden = failed;
  if (!failed) line.querySelector("progress").removeAttribute("value");
}

function share(form, done) {
  tell(form, form.dataset.share.replace("{percent}", SHARE.format(done)));
  form.querySelector("progress").value = Math.round(done * 100);
}

function start() {
  document.querySelectorAll("form[data-upload]").forEach(prepare);
}

// A page that the browser kept may have been sent already.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
start();
document.querySelector("#problems, #told")?.focus({ preventScroll: true });
