// Plain JavaScript, so that it also runs on an old Node.js and can print an error.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Service Mirror needs Node.js 24 or newer; this is ${process.version}. ` +
      'Run it with "npm start" after "npm ci", which brings its own Node.js.',
  );
  process.exit(1);
}
const { fileURLToPath } = await import('node:url');
const { enableCompileCache } = await import('node:module');
// Caches compiled code between starts. Does nothing where the folder is not writable.
enableCompileCache(fileURLToPath(new URL('../var/compile-cache', import.meta.url)));
await import('./server.ts');
