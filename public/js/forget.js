// Runs after everything was removed: removes the settings that a script stores (site.js). Other sites may share the storage.
try {
  for (const name of ['number-keys', 'go-on']) localStorage.removeItem(`service-mirror-${name}`);
} catch {
  // Storage is switched off, so nothing was stored.
}
