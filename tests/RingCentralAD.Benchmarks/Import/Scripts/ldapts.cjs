// Reads people with ldapts, page by page, and prints milliseconds and how many they were. The question comes as JSON.
const fs = require('fs');
const path = require('path');
const { Client } = require(path.join(process.env.RCAD_BENCH_MODULES, 'node_modules', 'ldapts'));

async function main() {
  const ask = JSON.parse(fs.readFileSync(0, 'utf8'));
  const start = performance.now();
  const client = new Client({ url: ask.url, tlsOptions: { ca: [fs.readFileSync(ask.authority)] } });
  await client.bind(ask.user, ask.password);
  let people = 0;
  const pages = client.searchPaginated(ask.base, { scope: 'sub', filter: ask.filter, attributes: ask.attributes, paged: { pageSize: ask.page } });
  for await (const page of pages) {
    people += page.searchEntries.length;
  }

  await client.unbind();
  console.log(`${(performance.now() - start).toFixed(1)} ${people}`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
