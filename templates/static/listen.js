// Reads the page aloud, sentence by sentence, and marks the one that is read. Offered only where the
// device has a voice for the language of the text.
const speech = window.speechSynthesis;
const listen = { queue: [], at: 0, on: false };

const voiceFor = (lang) => speech.getVoices().find((voice) =>
  voice.lang.toLowerCase().replace("_", "-").split("-")[0] === lang.toLowerCase().split("-")[0]);

const textOf = (element) => element.matches(".s")
  ? [...element.querySelectorAll(".said")].map((said) => said.textContent).join(" ")
  : element.textContent;

const label = () => {
  every("[data-listen]", (button) => {
    button.querySelector("span").textContent = listen.on ? button.dataset.pause : button.dataset.play;
  });
  every("[data-stop]", (button) => { button.hidden = listen.queue.length === 0; });
};

const say = () => {
  every(".reading", (element) => element.classList.remove("reading"));
  const element = listen.queue[listen.at];
  if (!element) {
    stop();
    return;
  }
  const text = new SpeechSynthesisUtterance(textOf(element));
  const lang = element.closest("[lang]").lang;
  text.lang = lang;
  text.voice = voiceFor(lang) ?? null;
  text.onend = () => {
    if (listen.on && listen.queue[listen.at] === element) {
      listen.at += 1;
      say();
    }
  };
  element.classList.add("reading");
  const { top, bottom } = element.getBoundingClientRect();
  if (top < 0 || bottom > window.innerHeight - 80) {
    element.scrollIntoView({ block: "center" });
  }
  speech.speak(text);
};

const stop = () => {
  listen.on = false;
  listen.queue = [];
  speech.cancel();
  every(".reading", (element) => element.classList.remove("reading"));
  label();
};

// Starts with what is in the window; a pause keeps the sentence, and starts it again.
const toggle = () => {
  if (listen.on) {
    listen.on = false;
    speech.cancel();
    label();
    return;
  }
  if (listen.queue.length === 0) {
    listen.queue = [...document.querySelectorAll(".edition :is(h2, h3, .points li, .s)")]
      .filter((element) => element.checkVisibility());
    listen.at = Math.max(0, listen.queue.findIndex((one) => one.getBoundingClientRect().bottom > 0));
  }
  listen.on = true;
  label();
  say();
};

if (speech) {
  const offer = () => {
    const text = document.querySelector(".edition");
    const can = Boolean(text && voiceFor(text.closest("[lang]").lang));
    every("[data-listen]", (button) => {
      button.hidden = !can;
      button.onclick = toggle;
    });
    every("[data-stop]", (button) => { button.onclick = stop; });
  };
  onShown.push(() => {
    stop();
    offer();
  });
  speech.addEventListener?.("voiceschanged", offer);
  window.addEventListener("pagehide", () => speech.cancel());
}
