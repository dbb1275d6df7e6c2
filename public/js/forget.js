// Runs after everything was removed: removes the only setting that a script stores (site.js). Other sites may share the storage.
try {
  localStorage.removeItem('service-mirror-number-keys');
} catch {
  // Storage is switched off, so nothing was stored.
}
