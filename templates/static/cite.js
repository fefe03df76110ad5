// A source number opens its source beside the sentence. Without this, or where no popover is known,
// it is a link to the list of sources.
document.addEventListener("click", (event) => {
  const card = document.getElementById("source-card");
  const link = event.target.closest(".cite a, #source-card [data-list]");
  if (!card?.showPopover || !link || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  if (card.contains(link)) {
    card.hidePopover();
    return;
  }
  const text = document.getElementById(link.hash.slice(1))?.querySelector(".source-text");
  if (text) {
    event.preventDefault();
    card.querySelector("[data-number]").textContent = link.textContent;
    card.querySelector("[data-source]").replaceChildren(text.cloneNode(true));
    card.querySelector("[data-list]").hash = link.hash;
    card.showPopover({ source: link });
    card.focus();
  }
});
