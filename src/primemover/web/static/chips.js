/**
 * Answers to choose from, as chips that a finger finds.
 *
 * @param {HTMLElement} into @param {"radio"|"checkbox"} type @param {string} name
 * @param {{id: string, label: string}[]} choices
 */
export function chips(into, type, name, choices) {
  into.replaceChildren(
    ...choices.map(({ id, label }) => {
      const chip = document.createElement("label");
      const words = document.createElement("span");
      chip.className = "chip";
      words.textContent = label;
      chip.append(Object.assign(document.createElement("input"), { type, name, value: id }), words);
      return chip;
    }),
  );
}
