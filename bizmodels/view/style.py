"""The look: JupyterLab's own variables, so that light and dark themes follow, and fixed colours for saved pages."""

# Contrast at least 4.5:1 on both themes; series also differ by dash, verdicts by words.
LIGHT = {"fg": "#1f2328", "mut": "#59636e", "line": "#d1d9e0", "bg": "#ffffff", "soft": "#f6f8fa", "a": "#0173b2",
         "b": "#b35900", "c": "#1a7f37", "d": "#8250df", "e": "#bf3989", "f": "#8a6d00", "ok": "#116329", "warn": "#7d4e00", "bad": "#a40e26"}  # fmt: skip
DARK = {"fg": "#e6edf3", "mut": "#a9b3be", "line": "#4a525c", "bg": "#111418", "soft": "#1c2128", "a": "#6cb6ff",
        "b": "#f0883e", "c": "#56d364", "d": "#d2a8ff", "e": "#ff8cc6", "f": "#d9c14a", "ok": "#56d364", "warn": "#e3b341", "bad": "#ff9a92"}  # fmt: skip

# Rules of the pictures: once under .bm with the theme's variables, once with fixed colours.
_SVG = {
    "svg": "width:100%;height:auto;max-height:36vh;display:block;font-size:11.5px;fill:var(--bm-mut);font-family:inherit",
    ".g": "stroke:var(--bm-line);stroke-width:.7",
    ".z": "stroke:var(--bm-mut);stroke-width:1",
    ".l": "fill:none;stroke-width:2.4;stroke-linejoin:round",
    ".s0": "stroke:var(--bm-a)",
    ".s1": "stroke:var(--bm-b);stroke-dasharray:6 4",
    ".s2": "stroke:var(--bm-c);stroke-dasharray:2 3",
    ".s3": "stroke:var(--bm-d);stroke-dasharray:9 3 2 3",
    ".sg": "stroke:var(--bm-mut);stroke-width:2;stroke-dasharray:7 5",
    ".tg": "fill:var(--bm-mut);font-weight:600",
    ".t0": "fill:var(--bm-a);font-weight:600",
    ".t1": "fill:var(--bm-b);font-weight:600",
    ".t2": "fill:var(--bm-c);font-weight:600",
    ".t3": "fill:var(--bm-d);font-weight:600",
    ".f0": "fill:var(--bm-a)",
    ".f1": "fill:var(--bm-b)",
    ".pm": "fill:var(--bm-c)",
    ".p0": "fill:var(--bm-a)",
    ".p1": "fill:var(--bm-b)",
    ".p2": "fill:var(--bm-d)",
    ".p3": "fill:var(--bm-f)",
    ".p4": "fill:var(--bm-e)",
    ".p5": "fill:var(--bm-mut)",
    ".p6": "fill:var(--bm-soft);stroke:var(--bm-a);stroke-width:1.6",
    ".band": "fill:var(--bm-a);opacity:.16",
    ".x": "fill:var(--bm-fg)",
}


def _variables(colours: dict[str, str]) -> str:
    return "".join(f"--bm-{name}:{value};" for name, value in colours.items())


CSS = (
    "<style>"
    f".bm{{{_variables(LIGHT)}}}"
    f'body[data-jp-theme-light="false"] .bm{{{_variables(DARK)}}}'
    """
.bm,.bm .jupyter-widgets{color:var(--bm-fg);overflow:visible}
.bm{container-type:inline-size;max-width:1180px;padding:4px 2px 8px;font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:14px;line-height:1.45}
.bm .widget-html,.bm .widget-html-content{margin:0;line-height:1.45;height:auto;min-height:0;width:auto;font-size:14px;overflow:visible}
.bm .bm-none,.bm .bm-none *{margin:0;height:0;min-height:0}
.bm h3{margin:0;font-size:17px;line-height:1.3}.bm p{margin:0}.bm .sub{color:var(--bm-mut);margin:1px 0 6px}
.bm .widget-box.bm-grid{display:grid;grid-template-columns:minmax(262px,300px) minmax(0,1fr);gap:22px;align-items:start}
@container (max-width:820px){.bm .widget-box.bm-grid{gap:14px;grid-template-columns:minmax(220px,254px) minmax(0,1fr)}.bm .widget-box.bm-control{grid-template-columns:minmax(min-content,max-content) minmax(min-content,1fr) minmax(70px,max-content)!important}.bm .bm-control input{min-width:70px!important}.bm .bm-bar button,.bm-bar .widget-label{font-size:12.5px}.bm .bm-bar button{padding:0 8px}.bm-bar .widget-text input{width:92px!important}.bm .bm-bar .widget-dropdown select{max-width:200px}}
@container (max-width:600px){.bm .widget-box.bm-grid{grid-template-columns:minmax(0,1fr)}}
.bm .grp{font-size:11.5px;font-weight:600;letter-spacing:.05em;text-transform:uppercase;color:var(--bm-mut);margin:10px 0 2px}
.bm .widget-box.bm-control{display:grid;grid-template-columns:minmax(min-content,max-content) minmax(min-content,1fr) minmax(84px,max-content);column-gap:6px;align-items:center;margin:2px 0 3px}
.bm-control .widget-text,.bm-control .widget-html,.bm-control .widget-html-content{display:contents}
.bm-control .widget-label{grid-column:1;grid-row:1;width:auto;text-align:left;height:auto;line-height:1.35;margin:0;padding:0;white-space:normal;color:var(--bm-fg)}
.bm-control .src{grid-column:3;grid-row:1;justify-self:end;align-self:start;font-size:11px;line-height:1.5;color:var(--bm-mut);border:1px solid var(--bm-line);border-radius:9px;padding:0 6px;white-space:nowrap}
.bm-control .src.p{color:var(--bm-ok);border-color:currentColor}.bm-control .src.d{color:var(--bm-warn);border-color:currentColor}
.bm-control .widget-slider{grid-column:1/3;grid-row:2;width:auto;min-width:0;margin:0;height:28px}
.bm-control .widget-slider .slider-container{margin:0 8px}
.bm-control .noUi-handle{background:var(--bm-a)!important;border:2px solid var(--bm-bg)!important;box-shadow:0 0 0 1px var(--bm-a)}
.bm-control .noUi-connect{background:var(--bm-a)!important}.bm-control .noUi-target{background:var(--bm-line)}
.bm-control input{grid-column:3;justify-self:stretch;grid-row:2;text-align:right;height:26px;width:84px;box-sizing:border-box;margin:0;color:var(--bm-fg)!important;background:var(--bm-bg)!important;border:1px solid var(--bm-mut)!important;border-radius:5px;padding:2px 6px;font-variant-numeric:tabular-nums}
@supports (field-sizing:content){.bm-control input{field-sizing:content;width:auto!important;min-width:84px}}
.bm-control .u{grid-column:2;grid-row:1;align-self:end;max-width:78px;color:var(--bm-mut);font-size:12px;line-height:1.35;padding-bottom:1px}
.bm-control .u.w{min-width:70px}
.bm-control .e{grid-column:1/4;grid-row:3;color:var(--bm-bad);font-size:12.5px;line-height:1.35}
.bm :focus-visible{outline:2px solid var(--bm-a)!important;outline-offset:1px}
.bm .bm-top{position:relative;margin-bottom:7px}
.bm .cards,.bm .widget-box.bm-why{display:grid;grid-template-columns:repeat(auto-fit,minmax(100px,1fr));grid-auto-rows:minmax(84px,1fr);gap:10px}
@container (max-width:980px){.bm .cards,.bm .widget-box.bm-why{gap:7px}.bm .card .n{font-size:11.5px!important}.bm .card .v{font-size:17px!important}.bm .card .w{font-size:11.5px!important}.bm .card{padding:6px 6px 6px 8px!important}.bm .card .n{padding-right:16px!important}.bm .bm-top .bm-why button{margin:4px 4px 0 0!important;width:18px!important;height:18px!important;line-height:15px!important;padding-left:4.5px!important}.bm .widget-toggle-buttons button{padding:0 5px!important;font-size:12.5px!important;margin-right:2px!important}.bm .widget-toggle-buttons button:last-of-type{white-space:normal;width:min-content;line-height:13px!important;padding-top:1px!important;vertical-align:top;min-width:66px}}
@container (max-width:760px){.bm .cards,.bm .widget-box.bm-why{grid-template-columns:repeat(3,minmax(0,1fr));grid-auto-rows:minmax(66px,auto)}.bm .widget-toggle-buttons button{padding:0 1.5px!important;font-size:10.4px!important;margin-right:0!important}.bm .widget-toggle-buttons button:last-of-type{min-width:54px;padding-top:1px!important}.bm svg{font-size:13.5px!important}}
.bm .card{border:1px solid var(--bm-line);border-radius:8px;padding:8px 11px;background:var(--bm-soft);overflow:hidden}
.bm .card .n{color:var(--bm-mut);font-size:12.5px;line-height:1.25;padding-right:22px}
.bm .card .v{font-size:20px;font-weight:600;line-height:1.25;font-variant-numeric:tabular-nums}
.bm .card small{font-size:12px;font-weight:400;color:var(--bm-mut);white-space:nowrap;display:inline-block;line-height:1.2;margin-left:4px}.bm .card .w{font-size:12px;line-height:1.25}
.bm .card .bet-said{color:var(--bm-warn);font-weight:600}
.bm .ok{color:var(--bm-ok)}.bm .warn{color:var(--bm-warn)}.bm .bad{color:var(--bm-bad)}
.bm-why{position:absolute!important;inset:0;pointer-events:none}
.bm .bm-why button{word-spacing:24px;text-overflow:clip;pointer-events:auto;justify-self:end;margin:7px 8px 0 0!important;width:20px!important;height:20px!important;line-height:17px!important;padding:0 0 0 5.5px!important;text-align:left;white-space:nowrap;overflow:hidden!important;border-radius:50%;border:1px solid var(--bm-mut)!important;background:none!important;color:var(--bm-mut)!important;font-size:11.5px;box-shadow:none!important}
.bm .bm-why button.mod-active{background:var(--bm-a)!important;color:var(--bm-bg)!important;border-color:var(--bm-a)!important}
.bm button{color:var(--bm-fg);background:var(--bm-soft);border:1px solid var(--bm-line);border-radius:6px;height:30px;line-height:28px;width:auto;min-width:0;padding:0 11px;margin:0 6px 6px 0;font-size:13.5px;box-shadow:none!important}
.bm button.mod-active,.bm .widget-toggle-button.mod-active{background:var(--bm-a);border-color:var(--bm-a);color:var(--bm-bg)}
.bm .bm-market{border:1px solid var(--bm-line);border-radius:8px;background:var(--bm-soft);padding:7px 11px;margin:10px 0 0;overflow:visible}
.bm .widget-box.bm-lever-cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(172px,1fr));gap:7px;margin:0 0 7px;overflow:visible}
.bm .bm-levers>button{align-self:flex-start;margin:0 0 4px}
.bm .bm-lever-cards button{white-space:pre-line;text-align:left;height:auto;line-height:1.35;padding:6px 9px;margin:0;font-size:12.5px;overflow:visible;font-variant-numeric:tabular-nums}.bm .bm-lever-cards button::first-line{font-weight:600}.bm .bm-lever-cards button.mod-active::first-line{text-decoration:underline}
.bm-market .widget-checkbox{width:auto;height:auto;margin:0}.bm-market .widget-checkbox .widget-label-basic{font-weight:600;gap:6px;height:auto;line-height:1.4;width:auto;overflow:visible}
.bm-left>.widget-toggle-button{margin:10px 0 0!important;width:auto}
.bm .bm-row{flex-flow:row wrap;align-items:center;margin:8px 0 0}
.bm-row .widget-text,.bm-row .widget-dropdown{width:auto;margin:0 8px 6px 0}.bm .widget-label{color:var(--bm-fg)}
.bm-row .widget-label{width:auto;margin-right:6px;text-align:left}.bm-row input,.bm select{color:var(--bm-fg)!important;background:var(--bm-bg)!important;border:1px solid var(--bm-mut)!important;border-radius:5px}
.bm .widget-box.bm-head{display:flex;flex-flow:row wrap;justify-content:space-between;align-items:center;gap:2px 22px;margin:0 0 8px}.bm .widget-box.bm-bar{flex-flow:row wrap;align-items:center;gap:0 2px}.bm .bm-bar>.bm-row{display:contents}
.bm-bar>.widget-dropdown{width:auto;margin:0 6px 6px 0}.bm-bar .widget-dropdown .widget-label{width:auto;margin-right:6px}.bm-bar .widget-dropdown select{max-width:260px}.bm-bar .widget-text input{width:128px}
.bm select{appearance:none!important;height:28px;padding:0 26px 0 8px!important;background:var(--bm-bg) url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 6'%3E%3Cpath d='M1 1l4 4 4-4' fill='none' stroke='%23808a94' stroke-width='1.6'/%3E%3C/svg%3E") right 9px center/10px 6px no-repeat!important}
.bm .bm-head>.widget-html .widget-html-content{display:flex;flex-wrap:wrap;gap:2px 10px;align-items:baseline}.bm .bm-head .sub{margin:0}
.jp-OutputArea-child:has(.bm-saved):has(+.jp-OutputArea-child .bm){display:none}
.bm .stale{display:none;width:100%;color:var(--bm-warn);font-weight:600;margin-top:2px}.bm.jupyter-widgets-disconnected .stale{display:block}.bm.jupyter-widgets-disconnected .note{display:none}
.bm.jupyter-widgets-disconnected::before,.bm .jupyter-widgets-disconnected::before{content:none!important;display:none!important}
.bm .bm-right{position:sticky;top:6px}
.bm .say{border-left:3px solid var(--bm-a);padding:2px 12px;margin:6px 0 4px}
.bm .panel{border:1px solid var(--bm-line);border-radius:8px;background:var(--bm-soft);padding:10px 14px;margin:4px 0 8px;overflow-x:auto}
.bm details summary{cursor:pointer;color:var(--bm-a)}.bm .eq,.bm .widget-htmlmath-content>p{overflow-x:auto;overflow-y:hidden;max-width:100%}.bm .eq mjx-container[display="true"],.bm .widget-htmlmath-content>p mjx-container[display="true"]{min-width:max-content;margin:.5em 0!important}
.bm .widget-htmlmath,.bm .widget-htmlmath-content{width:auto;height:auto;min-height:0;margin:0;line-height:1.45;overflow-x:auto;overflow-y:hidden}.bm .panel table{width:100%}
.bm .panel h4{margin:0 0 6px;font-size:14px}.bm .panel table{border-collapse:collapse;font-size:13px;margin:6px 0}
.bm .panel td,.bm .panel th,.bm .tab td,.bm .tab th{text-align:left;padding:3px 12px 3px 0;border-bottom:1px solid var(--bm-line);vertical-align:top;font-weight:400}
.bm .tab{border-collapse:collapse;font-size:13px}.bm .tab td{text-align:right;font-variant-numeric:tabular-nums}.bm .tab thead th{color:var(--bm-mut);overflow-wrap:anywhere}.bm p{overflow-wrap:anywhere}
.bm .wide{overflow-x:auto}.bm .tab thead bdi{display:inline-block;max-width:150px}.bm .bet{font-weight:600}.bm .bm-why-row .widget-text{flex:1 1 320px;max-width:640px}.bm .bm-why-row .widget-text input{width:100%}
.bm .note{color:var(--bm-mut);font-size:12.5px;margin-top:4px}.bm a{color:var(--bm-a)}
""" + "".join(f".bm {selector}{{{body}}}" for selector, body in _SVG.items()) + "</style>"
)

# The same rules with fixed colours on white, for pictures that leave the notebook (fallback, export).
FIXED = "".join(f"{selector}{{{body}}}" for selector, body in _SVG.items())
FIXED = FIXED.replace("width:100%;height:auto;max-height:36vh;display:block;", "").replace(
    "inherit", "system-ui,sans-serif"
)
for _name, _value in LIGHT.items():
    FIXED = FIXED.replace(f"var(--bm-{_name})", _value)
