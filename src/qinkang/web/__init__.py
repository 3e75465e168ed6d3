"""The shell: settings, addresses and layout. It assembles the apps and holds no work of its own."""
