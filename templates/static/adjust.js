// Text size and colors are radio buttons that the stylesheet reads. This only remembers them.
every(".adjust input", (input) => {
  if (store.get(input.name) === input.id) {
    input.checked = true;
  }
  input.addEventListener("change", () => store.set(input.name, input.id));
});
