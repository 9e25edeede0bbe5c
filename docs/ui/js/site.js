'use strict'
{
  for (const code of document.querySelectorAll('pre.highlight code[data-lang]')) {
    code.classList.add('language-' + code.dataset.lang)
    hljs.highlightElement(code)
    const copy = document.createElement('button')
    copy.textContent = 'Copy'
    copy.className = 'copy'
    copy.onclick = () => navigator.clipboard.writeText(code.innerText).then(() => {
      copy.textContent = 'Copied'
      setTimeout(() => { copy.textContent = 'Copy' }, 1500)
    })
    code.parentElement.append(copy)
  }

  const heads = [...document.querySelectorAll('article.doc h2[id], article.doc h3[id]')]
  const contents = document.querySelector('.contents')
  if (heads.length > 1 && contents) {
    const title = document.createElement('p')
    title.textContent = 'On this page'
    contents.append(title)
    for (const head of heads) {
      const link = document.createElement('a')
      link.href = '#' + head.id
      link.textContent = head.textContent
      link.className = head.tagName.toLowerCase()
      contents.append(link)
    }
  }

  // Where there is little room the list of pages is shut at first.
  if (matchMedia('(max-width: 60rem)').matches) document.querySelector('.pages details')?.removeAttribute('open')
}
