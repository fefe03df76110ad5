// A source number opens its source beside the sentence. Without this, or where no popover is known,
// it is a link to the list of sources.
{
  const card = document.getElementById("source-card");

  const show = (event) => {
    const link = event.target.closest?.(".cite a");
    const text = link && document.getElementById(link.hash.slice(1))?.querySelector(".source-text");
    if (!text || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    card.querySelector("[data-number]").textContent = link.textContent;
    card.querySelector("[data-source]").replaceChildren(text.cloneNode(true));
    card.querySelector("[data-list]").hash = link.hash;
    card.showPopover({ source: link });
    card.focus();
  };

  if (card?.showPopover) {
    document.addEventListener("click", show);
    card.querySelector("[data-list]").addEventListener("click", () => card.hidePopover());
  }
}
