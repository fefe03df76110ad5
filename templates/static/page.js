// Pages work without this. It shows the print button, which a page without a script cannot offer,
// closes a clinician sentence on Escape, and marks the section that is being read in the contents.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Escape closes the clinician sentence that has the focus; an open word card closes first, by itself.
document.addEventListener("keydown", (event) => {
  const note = document.activeElement?.closest("details.origin[open]");
  if (event.key === "Escape" && note && !document.querySelector(":popover-open")) {
    note.open = false;
    note.querySelector("summary").focus();
  }
});

const links = new Map();
for (const link of document.querySelectorAll(".contents a")) {
  const heading = document.getElementById(link.hash.slice(1));
  if (heading) {
    links.set(heading.closest("section") ?? heading, link);
  }
}

if (links.size > 0 && "IntersectionObserver" in window) {
  const inView = new Set();
  const mark = () => {
    const first = [...links.keys()].find((section) => inView.has(section));
    for (const [section, link] of links) {
      if (section === first) {
        link.setAttribute("aria-current", "location");
      } else if (first) {
        link.removeAttribute("aria-current");
      }
    }
  };
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      inView[entry.isIntersecting ? "add" : "delete"](entry.target);
    }
    mark();
  }, { rootMargin: "0px 0px -60% 0px" });
  for (const section of links.keys()) {
    observer.observe(section);
  }
}
