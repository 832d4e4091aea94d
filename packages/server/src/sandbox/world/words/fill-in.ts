/** What the slots of a text are filled with. */
export interface Slots {
  readonly user: string;
  readonly device: string;
  readonly site: string;
  readonly app: string;
  readonly place: string;
}

/** A text with slots, taken apart once and put together often. */
export type Template = (slots: Slots) => string;

export function compileTemplate(text: string): Template {
  const pieces = text.split(/\{(user|device|site|app|place)\}/);
  if (pieces.length === 1) return () => text;
  return (slots) => {
    let filled = pieces[0] ?? '';
    for (let i = 1; i < pieces.length; i += 2)
      filled += slots[pieces[i] as keyof Slots] + (pieces[i + 1] ?? '');
    return filled;
  };
}
