"use strict";

/* Questions to the server. The page's own address is secret, so all others are relative to it. */

/** GET `path`, or POST `body` (a Uint8Array) to it; returns what the server says, throws an Error with its words. */
async function ask(path, body) {
  const options = body && { method: "POST", body, headers: { "Content-Type": "application/octet-stream" } };
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The program that served this page has ended. Start it again: python -m digits draw");
  }
  const type = response.headers.get("Content-Type") || "";
  const said = type.startsWith("application/json") ? await response.json() : { error: await response.text() };
  if (!response.ok) throw new Error(said.error);
  return said;
}

/** Base64 → Uint8Array. */
function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Base64 → Float32Array, little-endian as all machines with a browser are. */
function floats(text) {
  return new Float32Array(bytes(text).buffer);
}

/**
 * A function that does `work(latest)`, one at a time: what is asked meanwhile waits, and only the newest is done.
 */
function oneAtATime(work) {
  let busy = false, waiting = null;
  return async (latest) => {
    waiting = { latest };
    if (busy) return;
    busy = true;
    try {
      while (waiting) {
        const now = waiting.latest;
        waiting = null;
        await work(now);
      }
    } finally {
      busy = false;
    }
  };
}
