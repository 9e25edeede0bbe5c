package io.quarkiverse.sidecar.deployment;

import io.quarkus.builder.item.MultiBuildItem;

/** A sidecar that the application injects by name. */
final class InjectedSidecarBuildItem extends MultiBuildItem {

    private final String name;
    private final String where;

    /** @param where the injection point, for people */
    InjectedSidecarBuildItem(String name, String where) {
        this.name = name;
        this.where = where;
    }

    String getName() {
        return name;
    }

    String getWhere() {
        return where;
    }
}
