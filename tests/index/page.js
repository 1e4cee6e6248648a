// SPDX-License-Identifier: GPL-2.0-or-later
// Is every state of the search page valid HTML, and does it work by keyboard alone?
// usage: node page.js BROWSER ADDRESS INDEX
'use strict';
const assert = require('assert');
const fs = require('fs');
const { HtmlValidate } = require('html-validate');
const puppeteer = require('puppeteer-core');

const [browserPath, address, index] = process.argv.slice(2);
const STATES = [
    'q=father engagement', 'q=fathr engagment', 'q=zeppelyn', 'q="><script>alert(1)</script>',
    'browse', 'browse&page=2', 'browse&in=home-visiting-training', 'like=home-visiting-training',
    'q=father&lang=en&year=2020..', 'q=father&exact=1', 'q=отец&ui=ru', 'q=مشاركة', 'q=אבות',
    'q=a&format=rss', 'q=%0d%0a', 'q=' + 'word '.repeat(60),
];
const RULES = {
    extends: ['html-validate:recommended', 'html-validate:a11y'],
    rules: {
        'doctype-style': 'off', // both are valid
        'no-implicit-button-type': 'off', // there is no script that a click could surprise
        'long-title': 'off', // titles are those of the catalogue
    },
};

const url = (query) => new URL('?' + encodeURI(query).replace(/%25/g, '%'), address).href;

async function validate(validator, query) {
    const answer = await fetch(url(query));
    const report = await validator.validateString(await answer.text());
    return report.results.flatMap((result) => result.messages)
        .map((message) => `${query}: ${message.line}: ${message.ruleId}: ${message.message}`);
}

async function validateAll() {
    const validator = new HtmlValidate(RULES);
    const wrong = (await Promise.all(STATES.map((query) => validate(validator, query)))).flat();
    assert.deepStrictEqual(wrong, []);
    console.log(`${STATES.length} states are valid`);
}

const focused = (page, property) =>
    page.evaluate((name) => document.activeElement[name], property);
const inside = (page, selector) =>
    page.evaluate((where) => document.activeElement.closest(where) !== null, selector);

// Where Tab leads from the top of the page, as far as count steps.
async function tabs(page, count) {
    const names = [];
    for (let i = 0; i < count; i++) {
        await page.keyboard.press('Tab');
        names.push(await page.evaluate(() => {
            const one = document.activeElement;
            return one.id === 'q' ? 'q' : one.closest('.card') ? 'card'
                : one.closest('nav') ? 'filters' : one.className || one.textContent;
        }));
    }
    return names;
}

async function goFirstToTheSkipLink(page) {
    await page.setViewport({ width: 1200, height: 800 });
    await page.goto(url('q=father engagement'));
    const order = await tabs(page, 60);
    assert.deepStrictEqual(order.slice(0, 4), ['skip', 'q', 'Search', 'filters']);
    assert(order.indexOf('card') > order.lastIndexOf('filters'), order.join());
    await page.goto(url('q=father engagement'));
    await page.keyboard.press('Tab');
    const shown = await page.evaluate(() => {
        const box = document.activeElement.getBoundingClientRect();
        return box.left >= 0 && box.width > 40 && box.height >= 24;
    });
    assert(shown, 'the skip link is not seen');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert(await inside(page, 'main'), 'the skip link does not lead to the results');
}

async function openAndCloseTheSheet(page) {
    await page.setViewport({ width: 390, height: 800 });
    await page.goto(url('q=father engagement'));
    const open = () => page.evaluate(() => document.querySelector('nav').matches(':popover-open'));
    await page.focus('button.open');
    await page.keyboard.press('Enter');
    assert(await open(), 'Enter does not open the filters');
    await page.keyboard.press('Tab');
    assert(await inside(page, 'nav'), 'the focus does not enter the filters');
    await page.keyboard.press('Escape');
    assert(!await open(), 'Escape does not close the filters');
    assert.strictEqual(await focused(page, 'className'), 'open', 'the focus does not return');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.strictEqual(await focused(page, 'className'), 'close');
    await page.keyboard.press('Enter');
    assert(!await open(), 'the button does not close the filters');
}

async function chooseAndTakeBack(page) {
    await page.setViewport({ width: 1200, height: 800 });
    await page.goto(url('q=father engagement'));
    const follow = async (selector) => {
        await page.focus(selector);
        await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    };
    await follow('nav a[href*="lang=en"]');
    assert(await page.$('nav a[aria-current=true]'), 'a filter is not chosen');
    await follow('nav a[aria-current=true]');
    assert.strictEqual(await page.$('nav a[aria-current=true]'), null);
    await follow('footer button[value=de]');
    assert.strictEqual(await page.evaluate(() => document.documentElement.lang), 'de');
    assert.strictEqual(await page.evaluate(() => document.querySelector('#q').value),
        'father engagement');
}

// Every address of ours on the page is answered, and deep links are what viewers know.
async function followAll(page) {
    await page.goto(url('q=father engagement'));
    const links = await page.$$eval('a', (all) => all.map((one) => one.href));
    const deep = links.filter((link) => /\.pdf#page=\d+&search=[^&]+/.test(link));
    assert(deep.length >= 3, 'no deep links');
    const ours = [...new Set(links.filter((link) => link.startsWith(address)))];
    for (const link of ours)
        assert.strictEqual((await fetch(link)).status, 200, link);
    console.log(`${ours.length} addresses are answered, ${deep.length} links lead to a page`);
}

async function withoutIndex() {
    fs.renameSync(index, index + '.away');
    const answer = await fetch(url('q=father'));
    assert.strictEqual(answer.status, 503);
    assert(Number(answer.headers.get('retry-after')) > 0);
    const report = await new HtmlValidate(RULES).validateString(await answer.text());
    assert(report.valid, JSON.stringify(report.results));
}

(async () => {
    await validateAll();
    const browser = await puppeteer.launch(
        { executablePath: browserPath, args: ['--no-sandbox'], headless: true });
    try {
        const page = await browser.newPage();
        for (const test of [goFirstToTheSkipLink, openAndCloseTheSheet, chooseAndTakeBack,
            followAll])
            await test(page);
    } finally {
        await browser.close();
    }
    await withoutIndex();
    console.log('the page works by keyboard');
})().catch((fault) => {
    console.error(fault.message);
    process.exit(1);
});
