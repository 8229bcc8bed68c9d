/** A text that grows: of more than `most` characters its two ends are kept, what led to a failure and the failure. */
export interface HeadAndTail {
  readonly add: (text: string) => void;
  readonly text: () => string;
}

export function headAndTail(most: number): HeadAndTail {
  const half = Math.floor(most / 2);
  let head = "";
  let tail = "";
  let dropped = 0;
  return {
    add: (text) => {
      const fits = text.slice(0, half - head.length);
      head += fits;
      tail += text.slice(fits.length);
      // Cut rarely: each time the whole tail is copied.
      if (tail.length <= 2 * half) return;
      dropped += tail.length - half;
      tail = tail.slice(-half);
    },
    text: () => {
      const more = Math.max(0, tail.length - half);
      return dropped + more === 0 ? head + tail : head + gap(dropped + more) + tail.slice(more);
    },
  };
}

/** The text cut in its middle, where it is longer than `most` characters. */
export function withoutMiddle(text: string, most: number): string {
  const kept = headAndTail(most);
  kept.add(text);
  return kept.text();
}

const gap = (characters: number): string => `\n[${characters} characters left out]\n`;
