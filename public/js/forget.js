// After everything was removed: the one setting that a script remembered (site.js). Other sites may share the storage.
try {
  localStorage.removeItem('service-mirror-number-keys');
} catch {
  // Storage is switched off, so nothing was remembered.
}
