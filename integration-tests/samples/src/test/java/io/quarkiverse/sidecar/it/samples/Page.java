package io.quarkiverse.sidecar.it.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file of the documentation's text, without its comments. */
record Page(Path file, String text) {

    private static final Pattern COMMENT = Pattern.compile("(?m)^//( .*)?$");
    private static final Pattern LINK = Pattern.compile("(?:xref:([^\\[#\\s]*)(?:#([^\\[]*))?\\[)|(?:<<([^,>]+)[,>])");
    private static final Pattern INCLUDE = Pattern.compile("(?m)^include::([^\\[]+)\\[(.*)]$");
    private static final Pattern TAG = Pattern.compile("tags?=!?([\\w-]+)");
    private static final Pattern PICTURE = Pattern.compile("image::?([^\\[\\s:]+)\\[");
    private static final Pattern BLOCK = Pattern
            .compile("(?ms)^\\[source,(\\w+)[^\\]]*]\\n(?:\\.[^\\n]*\\n)?----\\n(.*?)\\n----$");
    private static final Pattern HEAD = Pattern.compile("(?m)^={2,} (.+)$");
    private static final Pattern ANCHOR = Pattern.compile("\\[#([\\w-]+)]|\\[\\[([\\w-]+)]]");

    /** A block of code. */
    record Block(String language, String content) {

        boolean included() {
            return content.lines().allMatch(line -> line.startsWith("include::"));
        }
    }

    static Page read(Path file) {
        return new Page(file, COMMENT.matcher(content(file)).replaceAll(""));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String fileName() {
        return file.getFileName().toString();
    }

    boolean isPage() {
        return file.getParent().equals(Samples.DOCS.resolve("pages"));
    }

    List<Block> blocks() {
        return found(BLOCK).map(block -> new Block(block.group(1), block.group(2))).toList();
    }

    List<String> brokenLinks() {
        return found(LINK).map(this::brokenLink).filter(problem -> !problem.isEmpty()).toList();
    }

    private String brokenLink(MatchResult link) {
        if (link.group(1) != null && link.group(1).startsWith("attachment$")) {
            Path attachment = Samples.DOCS.resolve("attachments").resolve(link.group(1).substring("attachment$".length()));
            return Files.isRegularFile(attachment) ? "" : "there is no file " + attachment;
        }
        String anchor = link.group(3) != null ? link.group(3) : link.group(2);
        Page target = link.group(1) == null || link.group(1).isEmpty() ? this : page(link.group(1));
        if (target == null) {
            return "there is no page " + link.group(1);
        }
        return anchor == null || target.anchors().anyMatch(anchor::equals) ? ""
                : "%s has no section %s".formatted(target.fileName(), anchor);
    }

    private static Page page(String name) {
        Path file = Samples.DOCS.resolve("pages").resolve(name);
        return Files.isRegularFile(file) ? read(file) : null;
    }

    /** Ids of sections: declared ones, and those that are made from titles. */
    private Stream<String> anchors() {
        return Stream.concat(found(ANCHOR).map(anchor -> anchor.group(1) != null ? anchor.group(1) : anchor.group(2)),
                found(HEAD).map(head -> "_" + head.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w\\s.-]", "")
                        .replaceAll("[\\s.-]+", "_")));
    }

    List<String> brokenIncludes() {
        return found(INCLUDE).flatMap(include -> {
            Path target = target(include.group(1));
            if (!Files.isRegularFile(target)) {
                return Stream.of("there is no file " + target);
            }
            return TAG.matcher(include.group(2)).results().map(tag -> tag.group(1))
                    .filter(tag -> !content(target).contains("tag::" + tag + "[]"))
                    .map(tag -> "%s has no tag %s".formatted(target, tag));
        }).toList();
    }

    private Path target(String name) {
        if (name.startsWith("example$")) {
            return Samples.ALL.resolve(name.substring("example$".length()));
        }
        if (name.startsWith("partial$")) {
            return Samples.DOCS.resolve("partials").resolve(name.substring("partial$".length()));
        }
        return file.resolveSibling(name).normalize();
    }

    List<String> missingPictures() {
        return found(PICTURE).map(picture -> picture.group(1))
                .filter(name -> !Files.isRegularFile(Samples.DOCS.resolve("images").resolve(name)))
                .map(name -> "there is no picture " + name).toList();
    }

    private Stream<MatchResult> found(Pattern pattern) {
        return pattern.matcher(text).results();
    }
}
