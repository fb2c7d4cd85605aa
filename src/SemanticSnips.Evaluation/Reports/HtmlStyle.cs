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
        main { max-width: 62rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; }
        article + article { margin-top: 5rem; border-top: 1px solid var(--rule); padding-top: 3rem; }
        h1 { font-size: 2rem; line-height: 1.2; font-weight: 650; margin: 0; letter-spacing: -.01em; overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; font-weight: 650; margin: 3.2rem 0 .3rem; }
        h3 { font-size: 1rem; font-weight: 650; margin: 2rem 0 .5rem; }
        p { margin: .3rem 0 1rem; max-width: 44rem; }
        .kind, .fine, .lead, section > p, figcaption, dt, small, .id { color: var(--soft); }
        .kind { margin: 0 0 .3rem; font-size: .85rem; }
        .lead { font-size: 1.05rem; }
        .fine { font-size: .85rem; margin-top: .6rem; max-width: none; }
        .note { margin-top: 1.2rem; border-left: 3px solid var(--orange); padding: .1rem 0 .1rem .8rem; }
        dl { display: grid; gap: .2rem; margin: 1.2rem 0 0; font-size: .9rem; }
        dl div { display: grid; grid-template-columns: 6.5rem 1fr; }
        dd { margin: 0; overflow-wrap: anywhere; }
        code { font: .92em ui-monospace, monospace; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: .95rem; }
        th { font-weight: 600; text-align: left; white-space: nowrap; }
        thead th { color: var(--soft); font-size: .85rem; vertical-align: bottom; border-bottom: 1px solid var(--ink); }
        th, td { padding: .5rem .7rem; border-bottom: 1px solid var(--rule); vertical-align: top; }
        th:first-child, td:first-child { padding-left: 0; }
        th:last-child, td:last-child { padding-right: 0; }
        tbody tr:hover { background: var(--wash); }
        .n { text-align: right; white-space: nowrap; }
        small { display: block; font-size: .78rem; font-weight: 400; }
        .id { font-size: .8rem; overflow-wrap: anywhere; }
        .up { color: var(--teal); } .down { color: var(--orange); } .up, .down { font-size: .75em; }
        figure { margin: 0; }
        figcaption { font-size: .9rem; margin: .3rem 0; }
        figcaption b { color: var(--ink); font-weight: 600; }
        .pair { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); }
        .square { max-width: 31rem; }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: var(--soft); font-size: 12px; }
        svg .end { text-anchor: end; } svg .mid { text-anchor: middle; }
        .grid { stroke: var(--grid); } .axis { stroke: var(--even); }
        .gain { fill: var(--teal); } .loss { fill: var(--orange); }
        circle { stroke: var(--paper); stroke-width: 1; fill-opacity: .75; }
        .dot-up { fill: var(--blue); } .dot-across { fill: var(--orange); } .dot-even { fill: var(--even); }
        .up-key { color: var(--blue); } .across-key { color: var(--orange); margin-left: 1em; } .even-key { color: var(--even); margin-left: 1em; }
        .curve { fill: none; stroke: var(--blue); stroke-width: 2; }
        .point, .used { fill: var(--blue); fill-opacity: 1; } .used { stroke-width: 2; }
        .leg { stroke: var(--soft); stroke-dasharray: 4 4; }
        @media print { main { max-width: none; padding: 0; } section { break-inside: avoid; } }
        """;
}
