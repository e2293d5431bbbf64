// What TypeDoc's options cannot say: names of the entry points as they are imported, and short addresses of pages.
import { Comment, CommentTag, Converter, KindRouter, PageEvent, ReflectionKind } from 'typedoc';

const IMPORTED_AS = {
  index: 'cdktf-talos',
  lib: 'cdktf-talos',
  proxmox: 'cdktf-talos/proxmox',
  aws: 'cdktf-talos/aws',
};

class GuideRouter extends KindRouter {
  getIdealBaseName(reflection) {
    return reflection.isDocument()
      ? `guide/${reflection.frontmatter.slug}`
      : super.getIdealBaseName(reflection).replace('cdktf-talos/', 'cdktf-talos-');
  }
}

export function load(app) {
  app.renderer.defineRouter('guide', GuideRouter);
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_, reflection) => {
    if (!reflection.kindOf(ReflectionKind.Module)) return;
    reflection.name = IMPORTED_AS[reflection.name.split('/').at(-1)] ?? reflection.name;
    reflection.comment ??= new Comment();
    reflection.comment.blockTags.push(new CommentTag('@category', [{ kind: 'text', text: 'API' }]));
  });
  // TypeDoc knows of headings as targets alone, and the checks are rows of a table.
  app.renderer.on(PageEvent.END, (page) => {
    const up = '../'.repeat(page.url.split('/').length - 1);
    page.contents = page.contents?.replaceAll('href="check:', `href="${up}guide/checks.html#`);
  });
}
