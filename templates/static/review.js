// Keys for the review desk, and decisions without a new page. Without it each form is sent as it is.
"use strict";
(() => {
  const KEPT = "patiented.review.keys";
  const rows = () => [...document.querySelectorAll(".rv-row")];
  const current = () => document.activeElement.closest(".rv-row");

  const keysOn = () => localStorage.getItem(KEPT) !== "off";
  const say = (text) => { document.getElementById("rv-said").textContent = text; };

  const prepare = () => {
    const keys = document.getElementById("rv-keys");
    keys.closest("p").hidden = false;
    keys.checked = keysOn();
    keys.onchange = () => localStorage.setItem(KEPT, keys.checked ? "on" : "off");
  };

  const step = (by) => {
    const all = rows();
    const place = all.indexOf(current());
    const next = all[place < 0 ? 0 : place + by];
    if (next) {
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    }
  };

  const ask = (row) => {
    const box = row.querySelector(".rv-ask");
    if (!box) return;
    box.open = true;
    box.querySelector("textarea").focus();
  };

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    a: () => current()?.querySelector("[data-key=a]")?.click(),
    c: () => current() && ask(current()),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !keysOn() || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable], [popover]")) return;
    const act = KEYS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // What is typed in other rows stays: only what the answer has otherwise is exchanged.
  const typed = () => [...document.querySelectorAll("textarea")].filter((one) => one.value)
    .map((one) => [one.id, one.value]);

  const exchange = (next, sent, drafts) => {
    for (const part of [".rv-top", "#rv"]) {
      document.querySelector(part).replaceWith(document.importNode(next.querySelector(part), true));
    }
    document.title = next.title;
    drafts.forEach(([id, value]) => {
      const box = document.getElementById(id);
      if (!box || box.value || id === sent) return;
      box.value = value;
      const fold = box.closest("details");
      if (fold) fold.open = true;
    });
    prepare();
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.row) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const drafts = typed();
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    const html = await answer?.text().catch(() => null);
    const next = html && new DOMParser().parseFromString(html, "text/html");
    form.removeAttribute("aria-busy");
    if (!next?.getElementById("rv")) {
      const lost = document.getElementById("rv-lost");
      lost.hidden = false;
      say(lost.textContent);
      return;
    }
    document.getElementById("rv-lost").hidden = true;
    exchange(next, answer.ok ? form.querySelector("textarea")?.id : "", drafts);
    const row = document.getElementById(form.dataset.row);
    row?.focus({ preventScroll: true });
    const problem = document.getElementById("problem");
    if (problem) {
      problem.scrollIntoView({ block: "nearest" });
    } else {
      row?.scrollIntoView({ block: "nearest" });
      say(row?.querySelector(".rv-label")?.textContent.trim() ?? "");
    }
  });

  prepare();
})();
