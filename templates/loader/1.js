// Puts patient education into a page: <patient-education monograph="..." audience="...">.
// This file never changes: what changes is a new version beside it.
(() => {
  "use strict";
  const name = "patient-education";
  const script = document.currentScript;
  if (!script || customElements.get(name)) return;
  const base = new URL(".", script.src);
  const options = ["audience", "lang", "theme", "sections", "chooser", "brand", "accent",
    "accent-dark", "radius", "font"];
  const tallest = 50000, patience = 8000;

  class PatientEducation extends HTMLElement {
    static observedAttributes = ["monograph", ...options];
    #frame;
    #shown = {};
    #last;
    #waiting;
    #hear = (event) => this.#heard(event);
    #watcher = new MutationObserver(() => this.#follow());

    connectedCallback() {
      if (!this.#frame) this.#build();
      if (getComputedStyle(this).display === "inline") this.style.display = "block";
      addEventListener("message", this.#hear);
      // Sites change their colors by a class or an attribute at the top.
      for (const one of [document.documentElement, document.body]) {
        this.#watcher.observe(one, { attributes: true });
      }
      this.#go();
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#watcher.disconnect();
      clearTimeout(this.#waiting);
    }

    attributeChangedCallback(attribute, _, value) {
      if (!this.isConnected || !this.#frame) return;
      if (attribute === "theme") this.#follow();
      else if (this.#shown[attribute] !== value) {
        delete this.#shown[attribute];
        this.#go();
      }
    }

    setAudience(audience) { this.#set("audience", audience); }
    setLanguage(lang) { this.#set("lang", lang); }
    setTheme(theme) { this.#set("theme", theme); }

    #set(attribute, value) {
      // What the reader chose inside may differ from the attribute.
      if (this.getAttribute(attribute) !== value) this.setAttribute(attribute, value);
      else this.attributeChangedCallback(attribute, value, value);
    }

    #build() {
      const frame = this.#frame = document.createElement("iframe");
      frame.title = this.title || this.textContent.trim() || `Patient education: ${this.getAttribute("monograph")}`;
      frame.loading = this.getAttribute("loading") || "lazy";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      // Scripts tell the height; popups open the full page and the PDF. On our own pages an origin
      // would let the frame out.
      frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox"
        + (base.origin === location.origin ? "" : " allow-same-origin"));
      Object.assign(frame.style, { display: "block", width: "100%", height: "32rem", border: "0" });
      frame.addEventListener("load", () => {
        clearTimeout(this.#waiting);
        this.#waiting = setTimeout(() => this.#fail(0, "The widget does not answer"), patience);
      });
      this.attachShadow({ mode: "open" }).append(frame);
    }

    #theme() {
      const asked = this.getAttribute("theme");
      if (asked === "light" || asked === "dark") return asked;
      const scheme = getComputedStyle(this).colorScheme;
      const dark = scheme.includes("dark");
      return dark && scheme.includes("light") ? "auto" : dark ? "dark" : "light";
    }

    #follow() {
      const theme = this.#theme();
      if (theme === this.#shown.theme) return;
      this.#shown.theme = theme;
      this.#frame.style.colorScheme = theme === "auto" ? "light dark" : theme;
      this.#frame.contentWindow?.postMessage({ patiented: 1, theme }, "*");
    }

    #go() {
      const monograph = this.getAttribute("monograph");
      if (!monograph) return this.#fail(400, "The attribute monograph is missing");
      const address = new URL(`embed/${encodeURIComponent(monograph)}`, base);
      this.#follow();
      for (const option of options) {
        const value = option === "theme" ? this.#theme() : this.#shown[option] ?? this.getAttribute(option);
        if (value !== null) address.searchParams.set(option, value);
      }
      const frame = this.#frame;
      // In place of what is there: a change of language is no step back.
      if (this.#shown.title && frame.contentWindow) frame.contentWindow.location.replace(address);
      else if (frame.src !== address.href) frame.src = address;
    }

    #heard({ source, origin, data }) {
      if (source !== this.#frame.contentWindow || !data || data.patiented !== 1) return;
      // A sandbox of the site's own takes the frame's origin; the window is still this frame's.
      if (origin !== base.origin && origin !== "null") return;
      clearTimeout(this.#waiting);
      if (data.event === "height" && data.value > 0) {
        this.#frame.style.height = `${Math.min(data.value, tallest)}px`;
      } else if (data.event === "loaded") this.#loaded(data);
    }

    #loaded({ audience, lang, title, theme, error }) {
      if (error) return this.#fail(Number(error), title);
      const before = this.#last;
      this.#last = audience;
      const detail = { audience, lang, title };
      Object.assign(this.#shown, { audience, title });
      this.#frame.title = title;
      if (theme !== this.#shown.theme) {
        this.#frame.contentWindow.postMessage({ patiented: 1, theme: this.#shown.theme }, "*");
      }
      this.#say("loaded", detail);
      if (before && before !== audience) this.#say("audience-change", detail);
    }

    #fail(status, message) { this.#say("error", { status, message }, false); }

    #say(word, detail, bubbles = true) {
      this.dispatchEvent(new CustomEvent(word, { detail, bubbles }));
    }
  }

  customElements.define(name, PatientEducation);

  // <div data-patient-education="opzelura" data-audience="patient"> becomes the same.
  const mark = "data-patient-education";
  const fill = () => document.querySelectorAll(`[${mark}]:not(:has(> ${name}))`).forEach((place) => {
    const element = document.createElement(name);
    element.setAttribute("monograph", place.getAttribute(mark));
    for (const { name: key, value } of place.attributes) {
      const option = key.slice(5);
      if (key.startsWith("data-") && options.includes(option)) element.setAttribute(option, value);
    }
    element.append(...place.childNodes);
    place.append(element);
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", fill);
  else fill();
})();
