// Datasette's own pages leave a few controls without a name; screen readers get one here. Nothing depends on it.
window.addEventListener("load", () => {
  const names = {_filter_column: "Column", _filter_op: "Comparison", _filter_value: "Value", _sort: "Sort by"};
  for (const control of document.querySelectorAll("select, input, textarea")) {
    if (control.type === "hidden" || control.type === "submit" || control.labels?.length) continue;
    if (control.getAttribute("aria-label")) continue;
    const name = Object.keys(names).find((start) => control.name.startsWith(start));
    control.setAttribute("aria-label", names[name] || (control.closest(".CodeMirror") ? "SQL" : control.name || "Value"));
  }
});
