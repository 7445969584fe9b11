/**
 * The page without a network: its files, the sessions of the next days, and the pages that can do one.
 *
 * What a person reads of their own comes from the server while it answers. What answers offline is the
 * shell (files and pages that hold nothing of anybody) and what was kept on this device on purpose: the
 * sessions taken along and their figures. `SHELL` is put before this file by the server.
 *
 * @typedef {{version: string, files: string[], player: string, close: string, start: string}} Shell
 */
const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const shell = /** @type {Shell} */ (/** @type {any} */ (self).SHELL);

const FILES = `files-${shell.version}`;
const KEPT = "kept";
const PATIENCE_MS = 4000;
/** Sessions whose plan stays on the device, the newest ones. */
const MOST_SESSIONS = 5;

scope.addEventListener("install", (event) => {
  const wanted = [...shell.files, shell.player, shell.close, shell.start];
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll(wanted)));
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(forgetOlder().then(() => scope.clients.claim()));
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope.location.origin) return;
  const { pathname } = url;
  if (request.mode === "navigate") event.respondWith(page(request, pathname));
  else if (pathname.startsWith("/static/")) event.respondWith(known(request));
  else if (pathname.startsWith("/api/figures/")) event.respondWith(figures(event));
  else if (pathname.startsWith("/api/voice/")) event.respondWith(keptOrFresh(request));
  else if (pathname === "/api/take-along" || isSession(pathname)) event.respondWith(freshOrKept(request));
});

scope.addEventListener("push", (event) => {
  const { title, body } = event.data?.json() ?? {};
  // The newest takes the place of the one before: nobody comes back to a heap of them.
  event.waitUntil(scope.registration.showNotification(title ?? "Prime Mover", { body, tag: "reminder" }));
});

scope.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openToday());
});

/** A page that is open already, unless a session runs on it; else a new one. */
async function openToday() {
  const pages = await scope.clients.matchAll({ type: "window" });
  const free = pages.find(({ url }) => !new URL(url).pathname.startsWith("/session/"));
  if (!free) return scope.clients.openWindow("/");
  await free.focus();
  return free.navigate("/");
}

/** @param {string} pathname */
function isSession(pathname) {
  return /^\/api\/sessions\/[0-9a-f-]{36}$/.test(pathname);
}

/** The server's page, or without it the shell's. @param {Request} request @param {string} pathname */
async function page(request, pathname) {
  try {
    return await withPatience(request);
  } catch {
    const own = /^\/session\/[^/]+(\/close)?$/.exec(pathname);
    const instead = !own ? shell.start : own[1] ? shell.close : shell.player;
    return (await caches.match(instead)) ?? Response.error();
  }
}

/** @param {Request} request */
async function known(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** A figure hardly ever changes: show the kept one, fetch it anew behind. @param {FetchEvent} event */
async function figures(event) {
  const fresh = keep(event.request);
  event.waitUntil(fresh.catch(() => undefined));
  return (await caches.match(event.request)) ?? fresh;
}

/** What was said is the same for good. @param {Request} request */
async function keptOrFresh(request) {
  return (await caches.match(request)) ?? keep(request);
}

/** @param {Request} request */
async function freshOrKept(request) {
  try {
    return await keep(request);
  } catch (problem) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw problem;
  }
}

/** @param {Request} request */
async function keep(request) {
  const answer = await withPatience(request);
  if (answer.ok) {
    const cache = await caches.open(KEPT);
    await cache.put(request, answer.clone());
    await forgetSessions(cache);
  }
  return answer;
}

/** A network that is there but answers nobody is no network. @param {Request} request */
function withPatience(request) {
  return Promise.race([
    fetch(request),
    new Promise((_, refuse) => setTimeout(() => refuse(new Error("no answer")), PATIENCE_MS)),
  ]);
}

/** @param {Cache} cache */
async function forgetSessions(cache) {
  const sessions = (await cache.keys()).filter(({ url }) => isSession(new URL(url).pathname));
  for (const old of sessions.slice(0, -MOST_SESSIONS)) await cache.delete(old);
}

async function forgetOlder() {
  for (const name of await caches.keys()) {
    if (name !== FILES && name !== KEPT) await caches.delete(name);
  }
}
