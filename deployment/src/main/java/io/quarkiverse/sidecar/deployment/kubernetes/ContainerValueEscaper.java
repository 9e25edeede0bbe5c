package io.quarkiverse.sidecar.deployment.kubernetes;

/** Texts that Kubernetes reads before the container does. Pure. */
final class ContainerValueEscaper {

    private ContainerValueEscaper() {
    }

    /**
     * A value that is to arrive as it is: Kubernetes takes {@code $(NAME)} for a variable, and {@code $$} for one dollar.
     */
    static String literal(String value) {
        return value.contains("$(") || value.contains("$$") ? value.replace("$", "$$") : value;
    }

    /** Without the references to variables. */
    static String withoutReferences(String value) {
        return value.replaceAll("\\$\\([A-Za-z_.-][\\w.-]*\\)", "");
    }
}
