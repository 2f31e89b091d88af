# What Debian packages have compressed: manual pages, where a link then leads to the compressed page,
# and changelogs. CPack runs this between the installation and the packages.
file(GLOB_RECURSE files LIST_DIRECTORIES false
  "${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/man/*" "${CPACK_TEMPORARY_DIRECTORY}/*/changelog.Debian")
foreach(file ${files})
  if(IS_SYMLINK ${file})
    file(READ_SYMLINK ${file} target)
    file(CREATE_LINK ${target}.gz ${file}.gz SYMBOLIC)
    file(REMOVE ${file})
  else()
    execute_process(COMMAND gzip -9 --no-name ${file} COMMAND_ERROR_IS_FATAL ANY)
  endif()
endforeach()
