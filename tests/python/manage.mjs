// Runs the script of the pages that notices lead to against a real server, in a page of the barest
// kind, does what the arguments say, and prints what the page shows then.
//
//   node manage.mjs <base> <page> <query> [<button> [<day>]]

const [base, page, query, pressed, day] = process.argv.slice(2);
const text = async (path) => (await fetch(base + path)).text();
const html = await text(`/links/${page}${query}`);

class Part extends EventTarget {
    textContent = "";
    hidden = true;
    value = "";
    dataset = {};
    parentElement = { hidden: true };
    replaceChildren(...options) {
        this.options = options;
        this.value = options[0]?.value ?? "";
    }
}
const made = (source, attributes) => Object.assign(new Part(), { source }, attributes);
const attribute = (source, name) => source.match(new RegExp(`${name}="([^"]*)"`))?.[1];
const tags = (pattern) => [...html.matchAll(pattern)].map(([source]) => source);
const ids = Object.fromEntries(
    tags(/<[^>]* id="[^>]*>/g).map((source) => [attribute(source, "id"), made(source)]),
);
const buttons = tags(/<button[^>]*>/g)
    .map((source) => made(source, { value: attribute(source, "value") }));
const sections = tags(/<[^>]*data-while[^>]*>/g)
    .map((source) => made(source, { dataset: { while: attribute(source, "data-while") } }));
const spoken = tags(/<[^>]* data-say="[^>]*>/g)
    .map((source) => made(source, { dataset: { say: attribute(source, "data-say") } }));
const main = made("", { dataset: {
    subject: attribute(html, "data-subject"), title: attribute(html, "data-title"),
} });
const output = made("");

globalThis.navigator = { language: "en-GB" };
globalThis.location = new URL(base + `/links/${page}${query}`);
globalThis.Option = class { constructor(text, value) { Object.assign(this, { text, value }); } };
globalThis.document = {
    createElement: () => made(""),
    documentElement: { lang: attribute(html, "lang") },
    querySelector: (name) => ({ main, output })[name],
    querySelectorAll: (name) => (
        { button: buttons, "[data-while]": sections, "[data-say]": spoken }
    )[name],
    getElementById: (name) => ids[name] ?? null,
};
const real = fetch;
globalThis.fetch = (path, options) => real(new URL(path, base), options);

const idle = async () => {
    do await new Promise((done) => setTimeout(done, 10)); while (main.inert);
};
(0, eval)(await text("/links/manage.js"));
await idle();
if (day) {
    ids.day.value = day;
    ids.day.dispatchEvent(new Event("change"));
    await idle();
}
if (pressed) {
    buttons.find((each) => each.value === pressed).dispatchEvent(new Event("click"));
    await idle();
}
console.log(JSON.stringify({
    language: document.documentElement.lang,
    title: document.title,
    spoken: spoken.map((each) => each.textContent).filter(Boolean),
    status: ids.status.textContent,
    when: ids.when.textContent,
    said: output.textContent,
    shown: sections.filter((each) => !each.hidden).length,
    file: ids.file?.href ?? "",
    visits: ids.visits?.options?.map((each) => each.textContent ?? each) ?? [],
    slots: ids.slots?.options?.map((each) => each.value) ?? [],
}));
