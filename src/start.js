// Plain JavaScript, so that it also runs on a Node too old for the rest and can say so.
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
// Keeps compiled code between starts. Where it cannot write it does nothing.
enableCompileCache(fileURLToPath(new URL('../var/compile-cache', import.meta.url)));
await import('./server.ts');
