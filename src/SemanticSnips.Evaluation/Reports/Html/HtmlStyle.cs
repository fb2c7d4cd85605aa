namespace SemanticSnips.Evaluation;

/// <summary>The report's looks: the system's typeface, tabular figures, and blue, orange and teal, which differ for the colour-blind too.</summary>
internal static class HtmlStyle
{
    public const string Css = """
        :root { color-scheme: light dark;
          --paper: #fdfdfc; --ink: #1d1f23; --soft: #62666e; --rule: #e2e2de; --grid: #ecece8; --wash: #f5f5f2;
          --blue: #2a62ad; --orange: #c4631c; --teal: #16806f; --even: #9a9da3; }
        @media (prefers-color-scheme: dark) { :root {
          --paper: #16181c; --ink: #e6e6e3; --soft: #9da1a9; --rule: #33363c; --grid: #26292e; --wash: #1d2025;
          --blue: #7fb0f0; --orange: #f0a062; --teal: #5fc9b5; --even: #777b83; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
        main { max-width: 66rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; }
        article + article { margin-top: 5rem; border-top: 1px solid var(--rule); padding-top: 3rem; }
        h1 { font-size: 2.2rem; line-height: 1.2; font-weight: 650; margin: 0; letter-spacing: -.015em; overflow-wrap: anywhere; }
        h2 { font-size: 1.3rem; font-weight: 650; margin: 3.6rem 0 .3rem; letter-spacing: -.005em; }
        details { margin: .4rem 0; font-size: .85rem; } summary { cursor: pointer; } details li { margin: .3rem 0; overflow-wrap: anywhere; }
        h4 { font-size: .85rem; font-weight: 650; margin: .6rem 0 .2rem; }
        h3 { font-size: 1rem; font-weight: 650; margin: 2rem 0 .5rem; }
        p { margin: .3rem 0 1.1rem; max-width: 46rem; }
        .kind, .fine, .lead, section > p, figcaption, dt, small, .id, .card span { color: var(--soft); }
        .kind { margin: 0 0 .3rem; font-size: .85rem; }
        .lead { font-size: 1.05rem; }
        .fine { font-size: .85rem; line-height: 1.55; margin-top: .8rem; max-width: 56rem; }
        .fine b { color: var(--ink); font-weight: 600; }
        .note { margin: .6rem 0; border-left: 3px solid var(--orange); padding: .1rem 0 .1rem .8rem; font-size: .9rem; max-width: none;
            overflow-wrap: anywhere; }
        .cards { display: grid; gap: .8rem; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); margin: 1.4rem 0 1.2rem; }
        .card { background: var(--wash); border-radius: .6rem; padding: .8rem 1rem .75rem; display: flex; flex-direction: column; }
        .card span { font-size: .82rem; line-height: 1.3; min-height: 2.6em; }
        .card b { font-size: 1.75rem; line-height: 1.3; font-weight: 600; letter-spacing: -.01em; }
        dl { display: grid; gap: .25rem; margin: 1rem 0 0; font-size: .9rem; }
        dl div { display: grid; grid-template-columns: 6.5rem 1fr; }
        dd { margin: 0; overflow-wrap: anywhere; }
        ul { margin: .2rem 0 1.4rem; padding-left: 1.1rem; font-size: .9rem; }
        li { margin: .25rem 0; }
        code { font: .92em ui-monospace, monospace; }
        .wide { overflow-x: auto; margin-top: 1.4rem; }
        table { border-collapse: collapse; width: 100%; font-size: .95rem; }
        th { font-weight: 600; text-align: left; white-space: nowrap; }
        thead th { color: var(--soft); font-size: .85rem; vertical-align: bottom; border-bottom: 1px solid var(--ink); white-space: normal; }
        th, td { padding: .5rem .7rem; border-bottom: 1px solid var(--rule); vertical-align: top; }
        th:first-child, td:first-child { padding-left: 0; }
        th:last-child, td:last-child { padding-right: 0; }
        tbody tr:hover { background: var(--wash); }
        .n { text-align: right; }
        td.n { white-space: nowrap; }
        small { display: block; font-size: .78rem; font-weight: 400; }
        .id { font-size: .8rem; overflow-wrap: anywhere; }
        .up { color: var(--teal); } .down { color: var(--orange); } .up, .down { font-size: .75em; }
        figure { margin: 0; }
        figcaption { font-size: .88rem; margin: .3rem 0; }
        figcaption b, .won b { color: var(--ink); font-weight: 600; }
        .won { margin: 1rem 0 .2rem; }
        .pair { display: grid; gap: 1.5rem 2.2rem; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); align-items: start; }
        .pair > figure { max-width: 32rem; }
        .triple { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); }
        .triple > figure { max-width: 26rem; }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: var(--soft); font-size: 12px; }
        svg .end { text-anchor: end; } svg .mid { text-anchor: middle; }
        svg .name { fill: var(--ink); font-size: 13px; } svg .name.main { font-weight: 650; }
        .grid { stroke: var(--grid); } .axis { stroke: var(--even); }
        .gain { fill: var(--teal); } .loss { fill: var(--orange); }
        circle { stroke: var(--paper); stroke-width: 1; fill-opacity: .75; }
        .dot-up { fill: var(--blue); } .dot-across { fill: var(--orange); } .dot-even { fill: var(--even); }
        .key.dot-up { color: var(--blue); } .key.dot-across { color: var(--orange); } .key.dot-even { color: var(--even); } .curve-key { color: var(--blue); }
        figcaption .key { margin-left: .9em; } figcaption .key:first-child { margin-left: 0; }
        .curve { fill: none; stroke: var(--blue); stroke-width: 2; stroke-linejoin: round; } .curve.second { stroke: var(--orange); }
        .curve.thin { stroke-width: 1; stroke-opacity: .5; }
        .point, .used, .mean { fill: var(--blue); fill-opacity: 1; } .used { stroke-width: 2; }
        .mean { fill: var(--even); } .mean.main { fill: var(--blue); }
        .whisker { stroke: var(--even); stroke-width: 2; stroke-linecap: round; } .whisker.main { stroke: var(--blue); }
        .leg { fill: none; stroke: var(--soft); stroke-dasharray: 4 4; }
        .slim { display: none; }
        @media (max-width: 40rem) { .broad { display: none; } .slim { display: block; } }
        @media print { main { max-width: none; padding: 0; } section { break-inside: avoid; } }
        """;
}
