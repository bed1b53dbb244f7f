// A USB scanner types: a fast burst that ends with Enter and looks like a code goes to the search box from any page.
"use strict";

const scanner = {
  gap: 80, // milliseconds between two signs; no hand is so fast for so long
  shortest: 14,
  typed: "",
  last: 0,
  looksLikeCode: (text) => text.includes("|") || /^IDVNM/i.test(text) || /^\d{5}(\.\d+)?-\d{2}-\d{5,}$/.test(text),
};

// The three lines from the back of a card come with a line end each: the last of them counts.
function moreLinesCome(text) {
  return /^IDVNM/i.test(text) && text.replace(/\s/g, "").length < 88;
}

function sendScan(text) {
  const find = document.querySelector("[data-search]");
  if (!find) return;
  find.querySelector("input[name=q]").value = text;
  find.requestSubmit();
}

// Before every other listener: a burst outside the fields must not press "/", "?" or Space.
window.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.isComposing) return;
  const quick = event.timeStamp - scanner.last < scanner.gap;
  if (event.key !== "Enter" && event.key.length !== 1) return; // Shift, Alt: the scanner's own way to a capital
  if (portal.isTyping(event.target)) { // into a field the scanner types like a hand; the search box sends itself
    scanner.typed = "";
    scanner.last = event.timeStamp;
    if (event.key === "Enter" && quick && event.target.id === "portal-search" && moreLinesCome(event.target.value)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    return;
  }
  if (!quick) scanner.typed = "";
  scanner.last = event.timeStamp;
  if (event.key !== "Enter") {
    scanner.typed += event.key;
    if (scanner.typed.length > 3) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    return;
  }
  const text = scanner.typed;
  if (moreLinesCome(text)) {
    event.preventDefault();
    return;
  }
  scanner.typed = "";
  if (text.length < scanner.shortest || !scanner.looksLikeCode(text)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  sendScan(text);
}, true);

// A code pasted outside the fields is opened too.
document.addEventListener("paste", (event) => {
  if (portal.isTyping(event.target)) return;
  const text = event.clipboardData.getData("text/plain").trim();
  if (!scanner.looksLikeCode(text)) return;
  event.preventDefault();
  sendScan(text);
});

// Live, where the browser can read codes itself.
const camera = document.querySelector("[data-camera]");
if (camera && "BarcodeDetector" in window && navigator.mediaDevices) {
  const view = camera.querySelector("[data-camera-view]");
  camera.hidden = false;
  camera.querySelector("[data-camera-start]").addEventListener("click", async () => {
    try {
      view.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      portal.toast(portal.texts().errorText);
      return;
    }
    view.hidden = false;
    await view.play();
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    const look = async () => {
      const [code] = await detector.detect(view).catch(() => []);
      if (!code) return setTimeout(look, 250);
      view.srcObject.getTracks().forEach((track) => track.stop());
      return sendScan(code.rawValue);
    };
    look();
  });
}
