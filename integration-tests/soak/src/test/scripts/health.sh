# Well is who has said so, and lives.
read -r pid <"$SOAK_FOLDER/$SIDECAR_NAME.well" && kill -0 "$pid"
