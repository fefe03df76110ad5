// Pages work without a script. Each file of it stands alone; `shown` is called for every text that
// comes on the page: at first, and when the reader changes who they are.
"use strict";

const onShown = [];
const shown = () => onShown.forEach((action) => action());
const every = (selector, action) => document.querySelectorAll(selector).forEach(action);

const store = {
  // Where a device forbids storage, nothing is remembered.
  get: (key) => { try { return localStorage.getItem(`patiented-${key}`); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(`patiented-${key}`, value); } catch { /* not kept */ } },
};

// A page without a script cannot offer to print.
onShown.push(() => every("[data-print]", (button) => {
  button.hidden = false;
  button.onclick = () => window.print();
}));

// Escape closes the clinician sentence that has the focus; an open card closes first, by itself.
document.addEventListener("keydown", (event) => {
  const note = document.activeElement?.closest("details.origin[open]");
  if (event.key === "Escape" && note && !document.querySelector(":popover-open")) {
    note.open = false;
    note.querySelector("summary").focus();
  }
});

// Mark in the contents what is being read.
let watcher;
onShown.push(() => {
  watcher?.disconnect();
  const links = new Map();
  every(".contents > ul a", (link) => {
    const heading = document.getElementById(link.hash.slice(1));
    if (heading) {
      links.set(heading.closest("section") ?? heading, link);
    }
  });
  const inView = new Set();
  watcher = new IntersectionObserver((entries) => {
    entries.forEach((entry) => inView[entry.isIntersecting ? "add" : "delete"](entry.target));
    const first = [...links.keys()].find((section) => inView.has(section));
    links.forEach((link, section) => {
      if (section === first) {
        link.setAttribute("aria-current", "location");
      } else if (first) {
        link.removeAttribute("aria-current");
      }
    });
  }, { rootMargin: "0px 0px -60% 0px" });
  links.forEach((_, section) => watcher.observe(section));
});

// After every file has said what it does.
document.addEventListener("DOMContentLoaded", shown);
