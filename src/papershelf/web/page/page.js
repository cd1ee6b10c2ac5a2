// What the terminal in the page lacks: its font from here, copying and opening where a browser forbids them unasked.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const here = new URL(".", window.location.href);

  // The panel: a text to copy or an address to open, by the visitor's own click.

  const offer = (words, text, link) => {
    byId("offer-words").textContent = words;
    byId("offer-text").value = text ?? "";
    byId("offer-text").hidden = byId("offer-copy").hidden = text === null;
    byId("offer-link").hidden = link === null;
    if (link !== null) {
      byId("offer-link").textContent = byId("offer-link").href = link;
    }
    byId("offer").hidden = false;
    (text === null ? (link === null ? byId("offer-close") : byId("offer-link")) : byId("offer-copy")).focus();
  };

  const goToTerminal = () => document.querySelector(".xterm-helper-textarea")?.focus();

  const shut = () => {
    byId("offer").hidden = true;
    goToTerminal();
  };

  const copyShown = () => {
    byId("offer-text").focus();
    byId("offer-text").select();
    if (document.execCommand("copy")) {
      shut();
    }
  };

  // Copying: the program writes only, and what a browser refuses is offered for a click. Nothing may read here.

  const board = navigator.clipboard;
  const writeText = async (text) => {
    try {
      await board.writeText(text);
    } catch {
      offer("This browser lets only you copy:", text, null);
    }
  };
  const readText = async () => "";
  Object.defineProperty(navigator, "clipboard", { value: Object.freeze({ writeText, readText }) });

  // Pasting: what the server would refuse as too long is refused here, without ending anything.

  const longest = 2 * 1024 * 1024;
  const refuseLong = (event) => {
    if (new Blob([event.clipboardData?.getData("text/plain") ?? ""]).size > longest) {
      event.preventDefault();
      event.stopImmediatePropagation();
      offer("This is too long to be pasted here; save it as a file where papershelf is served.", null, null);
    }
  };
  window.addEventListener("paste", refuseLong, { capture: true });

  // Opening: web addresses, and downloads of this server under its token; the other page learns nothing of this one.

  const open = window.open.bind(window);
  window.open = (address) => {
    if (!address) {
      // The terminal's own links open an empty page first, and say afterwards where it leads.
      return { opener: null, location: { set href(later) { window.open(later); } } };
    }
    let url;
    try {
      url = new URL(address, here);
    } catch {
      return null;
    }
    if (url.protocol !== "http:" && url.protocol !== "https:") {
      return null;
    }
    const isDownload = url.origin === here.origin && url.pathname.startsWith("/download/");
    if (isDownload) {
      url = new URL(`.${url.pathname}`, here);
    }
    const page = open(url.href, "_blank");
    if (page) {
      page.opener = null;
    } else {
      offer(isDownload ? "A file for you:" : "This browser lets only you open:", null, url.href);
    }
    return null;
  };

  document.addEventListener("DOMContentLoaded", () => {
    const socket = new URL("socket", here);
    socket.protocol = here.protocol === "https:" ? "wss:" : "ws:";
    byId("terminal").dataset.sessionWebsocketUrl = socket.href;
    byId("again").addEventListener("click", () => window.location.reload());
    byId("offer-close").addEventListener("click", shut);
    byId("offer-copy").addEventListener("click", copyShown);
    byId("offer").addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        shut();
      }
    });

    // Whoever opens the page can type at once. Not before the first picture: until then nobody listens.
    const shown = new MutationObserver(() => {
      if (document.body.classList.contains("-first-byte")) {
        shown.disconnect();
        goToTerminal();
      }
    });
    shown.observe(document.body, { attributeFilter: ["class"] });

    // The terminal measures its letters once, when it starts: their font has to be there by then.
    const start = window.onload;
    window.onload = async () => {
      await Promise.allSettled(["", "bold ", "italic "].map((style) => document.fonts.load(`${style}16px "Roboto Mono"`)));
      try {
        start.call(window);
      } catch (error) {
        offer(`This browser cannot show a terminal: ${error}`, null, null);
      }
    };
  });
})();
