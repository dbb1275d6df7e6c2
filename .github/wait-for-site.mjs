// Waits up to a minute until a question page is served, on any Node.js from 18 on. Ends with code 1 if it never is.
const address = 'http://127.0.0.1:3000/questions/3.7';
for (let attempt = 0; attempt < 120; attempt++) {
  const response = await fetch(address).catch(() => undefined);
  if (response?.ok) {
    console.log(`${address} is served`);
    process.exit(0);
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
}
console.error(`${address} is not served`);
process.exit(1);
