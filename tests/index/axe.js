// SPDX-License-Identifier: GPL-2.0-or-later
// Runs axe-core over the states of the search page, light and dark, wide and narrow.
// usage: node axe.js BROWSER ADDRESS INDEX
'use strict';
const fs = require('fs');
const puppeteer = require('puppeteer-core');

const [browserPath, address, index] = process.argv.slice(2);
const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const STATES = {
    results: 'q=father engagement',
    'other spelling': 'q=fathr engagment',
    'nothing found': 'q=zeppelyn',
    'all publications': 'browse',
    'one publication': 'browse&in=home-visiting-training',
    'like another': 'like=home-visiting-training',
    filtered: 'q=father&lang=en',
    Russian: 'q=отец&ui=ru',
    Arabic: 'q=مشاركة',
    Hebrew: 'q=אבות',
    'all, from page 2': 'browse&page=2',
    refused: 'q=a&format=rss',
};
const SCREENS = [
    { width: 1200 }, { width: 1200, dark: true }, { width: 390 }, { width: 390, dark: true },
    { width: 390, sheet: true }, { width: 390, dark: true, sheet: true }, { width: 320 },
    { width: 1200, zoom: 2 }, { width: 390, zoom: 2 },
];

// What is wrong with one state on one screen; null where there is no sheet to open.
async function look(browser, query, screen) {
    const page = await browser.newPage();
    try {
        await page.setBypassCSP(true); // or axe could not be brought in
        await page.setViewport({ width: screen.width, height: 800 });
        await page.emulateMediaFeatures(
            [{ name: 'prefers-color-scheme', value: screen.dark ? 'dark' : 'light' }]);
        await page.goto(new URL('?' + encodeURI(query), address).href);
        if (screen.zoom) // of the text alone
            await page.addStyleTag({ content: `html{font-size:${screen.zoom * 100}%}` });
        if (screen.sheet) {
            const button = await page.$('button.open');
            if (!button)
                return null;
            await button.click();
        }
        const wide = await page.evaluate(
            () => document.documentElement.scrollWidth > window.innerWidth);
        await page.evaluate(axeSource);
        const found = await page.evaluate(
            (rules) => window.axe.run({ runOnly: rules }), RULES);
        const wrong = found.violations.map(
            (rule) => `${rule.id} at ${rule.nodes.length} places, first ${rule.nodes[0].html}`);
        if (!found.passes.some((rule) => rule.id === 'color-contrast-enhanced'))
            wrong.push('the contrast of 7:1 was not looked at');
        return wide ? wrong.concat('it scrolls sideways') : wrong;
    } finally {
        await page.close();
    }
}

let looked = 0, failed = 0;

async function lookAt(browser, name, query) {
    for (const screen of SCREENS) {
        const wrong = await look(browser, query, screen);
        looked += wrong !== null;
        failed += (wrong || []).length;
        for (const problem of wrong || [])
            console.log(`${name}, ${JSON.stringify(screen)}: ${problem}`);
    }
}

(async () => {
    const browser = await puppeteer.launch(
        { executablePath: browserPath, args: ['--no-sandbox'], headless: true });
    try {
        for (const [name, query] of Object.entries(STATES))
            await lookAt(browser, name, query);
        fs.renameSync(index, index + '.away');
        await lookAt(browser, 'no index', 'q=father');
    } finally {
        await browser.close();
    }
    console.log(`${looked} screens, ${failed} violations`);
    process.exit(failed > 0 || looked < 50 ? 1 : 0);
})();
